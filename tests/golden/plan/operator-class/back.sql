- operator class public."boxes using gist"
- operator class public."int8_rev using btree"
- operator family public."alone using hash"
- operator family public."boxes using gist"
- operator family public."rev using btree"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator_family public."alone using hash"
-- rights       LS501 needs_privilege: drop_operator_family public."alone using hash"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR FAMILY public.alone USING hash;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR FAMILY public.alone USING hash;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator_class public."boxes using gist"
--              drop_operator_class public."int8_rev using btree"
--              drop_operator_family public."boxes using gist"
--              drop_operator_family public."rev using btree"
-- rights       LS501 needs_privilege: drop_operator_class public."boxes using gist", drop_operator_class
--                public."int8_rev using btree", drop_operator_family public."boxes using gist", drop_operator_family
--                public."rev using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR FAMILY public.rev USING btree;
--   CREATE OPERATOR FAMILY public.boxes USING gist;
--   CREATE OPERATOR CLASS public.int8_rev FOR TYPE bigint USING btree FAMILY public.rev AS
--       OPERATOR 1 >(bigint,bigint),
--       OPERATOR 2 >=(bigint,bigint),
--       OPERATOR 3 =(bigint,bigint),
--       OPERATOR 4 <=(bigint,bigint),
--       OPERATOR 5 <(bigint,bigint),
--       FUNCTION 1 (bigint, bigint) public.rev_cmp(bigint,bigint);
--   CREATE OPERATOR CLASS public.boxes FOR TYPE polygon USING gist AS
--       FUNCTION 1 (polygon, polygon) gist_poly_consistent(internal,polygon,smallint,oid,internal),
--       FUNCTION 2 (polygon, polygon) gist_box_union(internal,internal),
--       FUNCTION 5 (polygon, polygon) gist_box_penalty(internal,internal,internal),
--       FUNCTION 6 (polygon, polygon) gist_box_picksplit(internal,internal),
--       FUNCTION 7 (polygon, polygon) gist_box_same(box,box,internal),
--       STORAGE box;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR CLASS public.boxes USING gist;

DROP OPERATOR CLASS public.int8_rev USING btree;

DROP OPERATOR FAMILY public.boxes USING gist;

DROP OPERATOR FAMILY public.rev USING btree;

COMMIT;

