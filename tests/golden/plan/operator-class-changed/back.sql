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
--              keep_privileges public."given using btree"
--              replace_operator_class public."given using btree"
--              keep_privileges public."int8_rev using btree"
--              replace_operator_class public."int8_rev using btree"
--              comment public."int8_rev using btree"
--              keep_privileges public."kept using gin"
--              replace_operator_class public."kept using gin"
--              keep_privileges public."more using gin"
--              replace_operator_class public."more using gin"
--              comment public."more using gin"
--              keep_privileges public."taken using btree"
--              replace_operator_class public."taken using btree"
-- rights       LS501 needs_privilege: replace_operator_class public."given using btree", replace_operator_class
--                public."int8_rev using btree", replace_operator_class public."kept using gin", replace_operator_class
--                public."more using gin", replace_operator_class public."taken using btree"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 5 and 8 of 9.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_d2208eb8595e36bc', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.taken USING btree',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"btree","public","taken"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.taken USING btree;
--   CREATE OPERATOR CLASS public.taken FOR TYPE bigint USING btree AS
--       STORAGE bigint;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_d2208eb8595e36bc');
--   END $$;
--   COMMIT;
--   COMMENT ON OPERATOR CLASS public.more USING gin IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_0d94987769c58ec0', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.more USING gin',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"gin","public","more"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.more USING gin;
--   CREATE OPERATOR CLASS public.more FOR TYPE bigint[] USING gin AS
--       STORAGE bigint[];
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_0d94987769c58ec0');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_6db4b2c3b27af001', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.kept USING gin',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"gin","public","kept"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.kept USING gin;
--   CREATE OPERATOR CLASS public.kept FOR TYPE integer[] USING gin AS
--       STORAGE integer;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_6db4b2c3b27af001');
--   END $$;
--   COMMIT;
--   COMMENT ON OPERATOR CLASS public.int8_rev USING btree IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_a02f13065fa63a24', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.int8_rev USING btree',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"btree","public","int8_rev"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.int8_rev USING btree;
--   CREATE OPERATOR CLASS public.int8_rev FOR TYPE bigint USING btree FAMILY public.other AS
--       OPERATOR 1 >(bigint,bigint),
--       OPERATOR 5 <(bigint,bigint),
--       FUNCTION 1 (bigint, bigint) btint8cmp(bigint,bigint);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_a02f13065fa63a24');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_6b5118e5cbb415f9', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.given USING btree',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"btree","public","given"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.given USING btree;
--   CREATE OPERATOR CLASS public.given FOR TYPE bigint USING btree FAMILY public.spare AS
--       OPERATOR 1 >(bigint,bigint),
--       OPERATOR 2 >=(bigint,bigint),
--       OPERATOR 3 =(bigint,bigint),
--       OPERATOR 4 <=(bigint,bigint),
--       OPERATOR 5 <(bigint,bigint),
--       FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_6b5118e5cbb415f9');
--   END $$;
--   COMMIT;
--   COMMENT ON OPERATOR FAMILY public.rev USING btree IS 'Down';
--   COMMENT ON OPERATOR FAMILY public.other USING btree IS 'new';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON OPERATOR FAMILY public.other USING btree IS NULL;

COMMENT ON OPERATOR FAMILY public.rev USING btree IS 'Downwards';

-- Remembers the owner of OPERATOR CLASS public.given USING btree.
-- Gives OPERATOR CLASS public.given USING btree its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_6b5118e5cbb415f9', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.given USING btree',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"btree","public","given"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.given USING btree;
CREATE OPERATOR CLASS public.given FOR TYPE bigint USING btree AS
    STORAGE bigint;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_6b5118e5cbb415f9');
END $$;
COMMIT;

-- Remembers the owner of OPERATOR CLASS public.int8_rev USING btree.
-- Gives OPERATOR CLASS public.int8_rev USING btree its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_a02f13065fa63a24', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.int8_rev USING btree',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"btree","public","int8_rev"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.int8_rev USING btree;
CREATE OPERATOR CLASS public.int8_rev FOR TYPE bigint USING btree FAMILY public.rev AS
    OPERATOR 1 >(bigint,bigint),
    OPERATOR 2 >=(bigint,bigint),
    OPERATOR 3 =(bigint,bigint),
    OPERATOR 4 <=(bigint,bigint),
    OPERATOR 5 <(bigint,bigint),
    FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_a02f13065fa63a24');
END $$;
COMMIT;

COMMENT ON OPERATOR CLASS public.int8_rev USING btree IS 'Downwards';

-- Remembers the owner of OPERATOR CLASS public.kept USING gin.
-- Gives OPERATOR CLASS public.kept USING gin its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_6db4b2c3b27af001', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.kept USING gin',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"gin","public","kept"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.kept USING gin;
CREATE OPERATOR CLASS public.kept FOR TYPE bigint[] USING gin AS
    STORAGE bigint;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_6db4b2c3b27af001');
END $$;
COMMIT;

-- Remembers the owner of OPERATOR CLASS public.more USING gin.
-- Gives OPERATOR CLASS public.more USING gin its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_0d94987769c58ec0', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.more USING gin',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"gin","public","more"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.more USING gin;
CREATE OPERATOR CLASS public.more FOR TYPE bigint[] USING gin AS
    STORAGE bigint;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_0d94987769c58ec0');
END $$;
COMMIT;

COMMENT ON OPERATOR CLASS public.more USING gin IS 'x';

-- Remembers the owner of OPERATOR CLASS public.taken USING btree.
-- Gives OPERATOR CLASS public.taken USING btree its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_d2208eb8595e36bc', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.taken USING btree',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"btree","public","taken"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.taken USING btree;
CREATE OPERATOR CLASS public.taken FOR TYPE bigint USING btree FAMILY public.taken_too AS
    OPERATOR 1 >(bigint,bigint),
    OPERATOR 2 >=(bigint,bigint),
    OPERATOR 3 =(bigint,bigint),
    OPERATOR 4 <=(bigint,bigint),
    OPERATOR 5 <(bigint,bigint),
    FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_d2208eb8595e36bc');
END $$;
COMMIT;

