~ aggregate public.mx(integer): combinefunc (none) -> int4larger; sortop public.<<< -> (none); parallel (none) -> safe
! index public.t.ti: rebuilt around operator class public."Oc using btree"
+ operator "O p".!==(integer, integer)
! operator "O p".===(integer, integer): commutator "O p".=== -> (none); negator (none) -> "O p".!==; restrict eqsel -> (none); join eqjoinsel -> (none); hashes true -> false; merges true -> false
~ operator public.<<<(integer, integer): commutator public.>>> -> (none); restrict (none) -> scalargtsel; join (none) -> scalargtjoinsel; comment (none) -> xx
- operator public.>>>(integer, integer)
! operator class public."Oc using btree": family (none) -> public."Of"
- operator family public."Oc using btree"
+ operator family public."Of using btree"
- table public.ex (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_aggregate public.mx(integer)
--              alter_operator public.<<<(integer, integer)
--              create_operator_family public."Of using btree"
--              alter_operator_family public."Of using btree"
-- rights       LS501 needs_privilege: create_operator_family public."Of using btree", alter_operator_family
--                public."Of using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER OPERATOR FAMILY public."Of" USING btree DROP
--       FUNCTION 1 (integer, bigint);
--   DROP OPERATOR FAMILY public."Of" USING btree;
--   ALTER OPERATOR public.<<< (integer, integer) SET (RESTRICT = NONE, JOIN = NONE);
--   CREATE OR REPLACE AGGREGATE public.mx(integer) (
--       SFUNC = int4larger,
--       STYPE = integer,
--       SORTOP = OPERATOR(public.<<<)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE AGGREGATE public.mx(integer) (
    SFUNC = int4larger,
    STYPE = integer,
    COMBINEFUNC = int4larger,
    PARALLEL = SAFE
);

ALTER OPERATOR public.<<< (integer, integer) SET (RESTRICT = scalargtsel, JOIN = scalargtjoinsel);

CREATE OPERATOR FAMILY public."Of" USING btree;

ALTER OPERATOR FAMILY public."Of" USING btree ADD
    FUNCTION 1 (integer, bigint) btint48cmp(integer,bigint);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.<<<(integer, integer)
--              drop_index_concurrently public.t.ti
-- locks        public.t  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE INDEX ti ON public.t (id public."Oc");
--   COMMENT ON OPERATOR public.<<< (integer, integer) IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON OPERATOR public.<<< (integer, integer) IS 'xx';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.ti;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator public.>>>(integer, integer)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR public.>>> (
--       FUNCTION = public.lt,
--       LEFTARG = integer,
--       RIGHTARG = integer,
--       COMMUTATOR = OPERATOR(public.<<<)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR public.>>> (integer, integer);

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.ex
--              drop_operator_class public."Oc using btree"
--              keep_privileges "O p".===(integer, integer)
--              drop_operator "O p".===(integer, integer)
--              create_operator "O p".===(integer, integer)
--              create_operator_class public."Oc using btree"
-- locks        public.ex  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_operator_class public."Oc using btree", create_operator_class public."Oc
--                using btree"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP OPERATOR CLASS public."Oc" USING btree;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_90c59636d979e65d', string_agg(command, '; '), false)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR "O p".=== (integer, integer)',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator', '{"O p","==="}', '{"integer","integer"}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR "O p".=== (integer, integer);
--   CREATE OPERATOR "O p".=== (
--       FUNCTION = public.eq,
--       LEFTARG = integer,
--       RIGHTARG = integer,
--       COMMUTATOR = OPERATOR("O p".===),
--       RESTRICT = eqsel,
--       JOIN = eqjoinsel,
--       HASHES,
--       MERGES
--   );
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_90c59636d979e65d');
--   END $$;
--   CREATE OPERATOR CLASS public."Oc" FOR TYPE integer USING btree AS
--       OPERATOR 1 public.<<<(integer,integer),
--       OPERATOR 3 "O p".===(integer,integer),
--       FUNCTION 1 (integer, integer) public.cmp(integer,integer);
--   COMMIT;
--   -- can not be undone: DROP TABLE public.ex

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.ex ACCESS EXCLUSIVE; catalog only
DROP TABLE public.ex;

-- Remembers the owner of OPERATOR "O p".=== (integer, integer).
-- Gives OPERATOR "O p".=== (integer, integer) its owner back.
BEGIN;
DROP OPERATOR CLASS public."Oc" USING btree;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_90c59636d979e65d', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR "O p".=== (integer, integer)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"O p","==="}', '{"integer","integer"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR "O p".=== (integer, integer);
CREATE OPERATOR "O p".=== (
    FUNCTION = public.eq,
    LEFTARG = integer,
    RIGHTARG = integer,
    NEGATOR = OPERATOR("O p".!==)
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_90c59636d979e65d');
END $$;
CREATE OPERATOR CLASS public."Oc" FOR TYPE integer USING btree FAMILY public."Of" AS
    OPERATOR 1 public.<<<(integer,integer),
    OPERATOR 3 "O p".===(integer,integer),
    FUNCTION 1 (integer, integer) public.cmp(integer,integer);
COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      create_operator "O p".!==(integer, integer)
--              drop_operator_family public."Oc using btree"
-- rights       LS501 needs_privilege: drop_operator_family public."Oc using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR FAMILY public."Oc" USING btree;
--   DROP OPERATOR "O p".!== (integer, integer);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OPERATOR "O p".!== (
    FUNCTION = public.lt,
    LEFTARG = integer,
    RIGHTARG = integer,
    NEGATOR = OPERATOR("O p".===)
);

DROP OPERATOR FAMILY public."Oc" USING btree;

COMMIT;

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.t.ti
-- locks        public.t  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.ti;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.ti;
CREATE INDEX CONCURRENTLY ti ON public.t (id public."Oc");

