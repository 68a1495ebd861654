+ function public.hash(public.point2)
+ operator class public."hashed using hash"
~ operator class public."one using btree": default false -> true
+ operator class public."three using btree"
+ operator family public."hashed using hash"
+ operator family public."three using btree"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.hash(public.point2)
--              create_operator_family public."hashed using hash"
--              create_operator_family public."three using btree"
--              create_operator_class public."hashed using hash"
--              create_operator_class public."three using btree"
-- rights       LS501 needs_privilege: create_operator_family public."hashed using hash", create_operator_family
--                public."three using btree", create_operator_class public."hashed using hash", create_operator_class
--                public."three using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP OPERATOR CLASS public.three USING btree;
--   DROP OPERATOR CLASS public.hashed USING hash;
--   DROP OPERATOR FAMILY public.three USING btree;
--   DROP OPERATOR FAMILY public.hashed USING hash;
--   DROP FUNCTION public.hash(public.point2);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.hash(public.point2) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$SELECT hashint4($1.x)$$;

CREATE OPERATOR FAMILY public.hashed USING hash;

CREATE OPERATOR FAMILY public.three USING btree;

CREATE OPERATOR CLASS public.hashed DEFAULT FOR TYPE public.point2 USING hash AS
    OPERATOR 1 public.<<<(public.point2,public.point2),
    FUNCTION 1 (public.point2, public.point2) public.hash(public.point2);

CREATE OPERATOR CLASS public.three FOR TYPE bigint USING btree AS
    OPERATOR 1 <(bigint,bigint),
    FUNCTION 1 (bigint, bigint) btint8cmp(bigint,bigint);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public."one using btree"
--              replace_operator_class public."one using btree"
-- rights       LS501 needs_privilege: replace_operator_class public."one using btree"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_d45b72387332f025', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.one USING btree',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator class', '{"btree","public","one"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR CLASS public.one USING btree;
--   CREATE OPERATOR CLASS public.one FOR TYPE public.point2 USING btree AS
--       OPERATOR 1 public.<<<(public.point2,public.point2),
--       FUNCTION 1 (public.point2, public.point2) public.cmp(public.point2,public.point2);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_d45b72387332f025');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner of OPERATOR CLASS public.one USING btree.
-- Gives OPERATOR CLASS public.one USING btree its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_d45b72387332f025', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR CLASS public.one USING btree',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator class', '{"btree","public","one"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR CLASS public.one USING btree;
CREATE OPERATOR CLASS public.one DEFAULT FOR TYPE public.point2 USING btree AS
    OPERATOR 1 public.<<<(public.point2,public.point2),
    FUNCTION 1 (public.point2, public.point2) public.cmp(public.point2,public.point2);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_d45b72387332f025');
END $$;
COMMIT;

