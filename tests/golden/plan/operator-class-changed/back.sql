~ operator class public."given using btree": family public.spare -> (none); operators 1 >(bigint,bigint), 2 >=(bigint,bigint), 3 =(bigint,bigin... -> (none); functions 1 (bigint, bigint) public.rev_cmp(bigint,bigint) -> (none); comment new -> (none)
~ operator class public."int8_rev using btree": family public.other -> public.rev; operators 1 >(bigint,bigint), 5 <(bigint,bigint) -> 1 >(bigint,bigint), 2 >=(bigint,bigint), 3 =(bigint,bigin...; functions 1 (bigint, bigint) btint8cmp(bigint,bigint) -> 1 (bigint, bigint) public.rev_cmp(bigint,bigint); comment Down -> Downwards
~ operator class public."kept using gin": type integer[] -> bigint[]; storage integer -> bigint
~ operator class public."more using gin": storage (none) -> bigint; comment (none) -> x
~ operator class public."taken using btree": family (none) -> public.taken_too; operators (none) -> 1 >(bigint,bigint), 2 >=(bigint,bigint), 3 =(bigint,bigin...; functions (none) -> 1 (bigint, bigint) public.rev_cmp(bigint,bigint)
~ operator family public."other using btree": operators 1 >(bigint,integer) -> (none); functions 1 (bigint, integer) public.rev_cmp(bigint,integer) -> (none); comment new -> (none)
~ operator family public."rev using btree": operators 1 >(bigint,integer), 4 <=(bigint,integer) -> 1 >(bigint,integer), 5 <(bigint,integer); functions 1 (bigint, integer) btint84cmp(bigint,integer) -> 1 (bigint, integer) public.rev_cmp(bigint,integer); comment Down -> Downwards

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_operator_family public."other using btree"
--              alter_operator_family public."rev using btree"
-- rights       LS501 needs_privilege: alter_operator_family public."other using btree", alter_operator_family
--                public."rev using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER OPERATOR FAMILY public.rev USING btree DROP
--       OPERATOR 5 (bigint,integer),
--       FUNCTION 1 (bigint, integer);
--   ALTER OPERATOR FAMILY public.rev USING btree ADD
--       OPERATOR 4 <=(bigint,integer),
--       FUNCTION 1 (bigint, integer) btint84cmp(bigint,integer);
--   ALTER OPERATOR FAMILY public.other USING btree ADD
--       OPERATOR 1 >(bigint,integer),
--       FUNCTION 1 (bigint, integer) public.rev_cmp(bigint,integer);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER OPERATOR FAMILY public.other USING btree DROP
    OPERATOR 1 (bigint,integer),
    FUNCTION 1 (bigint, integer);

ALTER OPERATOR FAMILY public.rev USING btree DROP
    OPERATOR 4 (bigint,integer),
    FUNCTION 1 (bigint, integer);

ALTER OPERATOR FAMILY public.rev USING btree ADD
    OPERATOR 5 <(bigint,integer),
    FUNCTION 1 (bigint, integer) public.rev_cmp(bigint,integer);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public."other using btree"
--              comment public."rev using btree"
--              replace_operator_class public."given using btree"
--              replace_operator_class public."int8_rev using btree"
--              comment public."int8_rev using btree"
--              replace_operator_class public."kept using gin"
--              replace_operator_class public."more using gin"
--              comment public."more using gin"
--              replace_operator_class public."taken using btree"
-- rights       LS501 needs_privilege: replace_operator_class public."given using btree", replace_operator_class
--                public."int8_rev using btree", replace_operator_class public."kept using gin", replace_operator_class
--                public."more using gin", replace_operator_class public."taken using btree"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 5 and 8 of 9.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP OPERATOR CLASS public.taken USING btree;
--   CREATE OPERATOR CLASS public.taken FOR TYPE bigint USING btree AS
--       STORAGE bigint;
--   COMMIT;
--   COMMENT ON OPERATOR CLASS public.more USING gin IS NULL;
--   BEGIN;
--   DROP OPERATOR CLASS public.more USING gin;
--   CREATE OPERATOR CLASS public.more FOR TYPE bigint[] USING gin AS
--       STORAGE bigint[];
--   COMMIT;
--   BEGIN;
--   DROP OPERATOR CLASS public.kept USING gin;
--   CREATE OPERATOR CLASS public.kept FOR TYPE integer[] USING gin AS
--       STORAGE integer;
--   COMMIT;
--   COMMENT ON OPERATOR CLASS public.int8_rev USING btree IS NULL;
--   BEGIN;
--   DROP OPERATOR CLASS public.int8_rev USING btree;
--   CREATE OPERATOR CLASS public.int8_rev FOR TYPE bigint USING btree FAMILY public.other AS
--       OPERATOR 1 >(bigint,bigint),
--       OPERATOR 5 <(bigint,bigint),
--       FUNCTION 1 (bigint, bigint) btint8cmp(bigint,bigint);
--   COMMIT;
--   BEGIN;
--   DROP OPERATOR CLASS public.given USING btree;
--   CREATE OPERATOR CLASS public.given FOR TYPE bigint USING btree FAMILY public.spare AS
--       OPERATOR 1 >(bigint,bigint),
--       OPERATOR 2 >=(bigint,bigint),
--       OPERATOR 3 =(bigint,bigint),
--       OPERATOR 4 <=(bigint,bigint),
--       OPERATOR 5 <(bigint,bigint),
--       FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
--   COMMIT;
--   COMMENT ON OPERATOR FAMILY public.rev USING btree IS 'Down';
--   COMMENT ON OPERATOR FAMILY public.other USING btree IS 'new';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON OPERATOR FAMILY public.other USING btree IS NULL;

COMMENT ON OPERATOR FAMILY public.rev USING btree IS 'Downwards';

BEGIN;
DROP OPERATOR CLASS public.given USING btree;
CREATE OPERATOR CLASS public.given FOR TYPE bigint USING btree AS
    STORAGE bigint;
COMMIT;

BEGIN;
DROP OPERATOR CLASS public.int8_rev USING btree;
CREATE OPERATOR CLASS public.int8_rev FOR TYPE bigint USING btree FAMILY public.rev AS
    OPERATOR 1 >(bigint,bigint),
    OPERATOR 2 >=(bigint,bigint),
    OPERATOR 3 =(bigint,bigint),
    OPERATOR 4 <=(bigint,bigint),
    OPERATOR 5 <(bigint,bigint),
    FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
COMMIT;

COMMENT ON OPERATOR CLASS public.int8_rev USING btree IS 'Downwards';

BEGIN;
DROP OPERATOR CLASS public.kept USING gin;
CREATE OPERATOR CLASS public.kept FOR TYPE bigint[] USING gin AS
    STORAGE bigint;
COMMIT;

BEGIN;
DROP OPERATOR CLASS public.more USING gin;
CREATE OPERATOR CLASS public.more FOR TYPE bigint[] USING gin AS
    STORAGE bigint;
COMMIT;

COMMENT ON OPERATOR CLASS public.more USING gin IS 'x';

BEGIN;
DROP OPERATOR CLASS public.taken USING btree;
CREATE OPERATOR CLASS public.taken FOR TYPE bigint USING btree FAMILY public.taken_too AS
    OPERATOR 1 >(bigint,bigint),
    OPERATOR 2 >=(bigint,bigint),
    OPERATOR 3 =(bigint,bigint),
    OPERATOR 4 <=(bigint,bigint),
    OPERATOR 5 <(bigint,bigint),
    FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
COMMIT;

