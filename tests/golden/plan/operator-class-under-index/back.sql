~ aggregate public.mx(integer): combinefunc int4larger -> (none); sortop (none) -> public.<<<; parallel safe -> (none)
! index public.t.ti: rebuilt around operator class public."Oc using btree"
- operator "O p".!==(integer, integer)
! operator "O p".===(integer, integer): commutator (none) -> "O p".===; negator "O p".!== -> (none); restrict (none) -> eqsel; join (none) -> eqjoinsel; hashes false -> true; merges false -> true
! operator public.<<<(integer, integer): commutator (none) -> public.>>>; restrict scalargtsel -> (none); join scalargtjoinsel -> (none); comment xx -> (none)
+ operator public.>>>(integer, integer)
! operator class public."Oc using btree": family public."Of" -> (none)
+ operator family public."Oc using btree"
- operator family public."Of using btree"
+ table public.ex (with 2 parts)
! view public.v: rebuilt around operator public.<<<(integer, integer)
refused without --allow breaks_old_code: DROP OPERATOR "O p".=== (integer, integer)
refused without --allow breaks_old_code: DROP OPERATOR public.<<< (integer, integer)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_operator_family public."Oc using btree"
-- rights       LS501 needs_privilege: create_operator_family public."Oc using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP OPERATOR FAMILY public."Oc" USING btree;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OPERATOR FAMILY public."Oc" USING btree;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index_concurrently public.t.ti
--              keep_privileges public.v
--              drop_operator_class public."Oc using btree"
--              keep_privileges "O p".===(integer, integer)
--              drop_operator "O p".===(integer, integer)
--              create_operator "O p".===(integer, integer)
--              rebuild_view public.v
--              keep_privileges public.<<<(integer, integer)
--              drop_operator public.<<<(integer, integer)
--              create_operator public.<<<(integer, integer)
--              create_operator_class public."Oc using btree"
-- locks        public.t  SHARE UPDATE EXCLUSIVE  catalog only
--              public.v  ACCESS EXCLUSIVE        catalog only
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_operator_class public."Oc using btree", create_operator_class public."Oc
--                using btree"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   CREATE INDEX ti ON public.t (id public."Oc");

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.ti;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.v.
-- Remembers the owner of OPERATOR "O p".=== (integer, integer).
-- Gives OPERATOR "O p".=== (integer, integer) its owner back.
-- Remembers the owner of OPERATOR public.<<< (integer, integer).
-- Gives OPERATOR public.<<< (integer, integer) its owner back.
-- Gives public.v its owner and grants back.
-- locks: public.v ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_v', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.v', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.v'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.v', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.v'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.v',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.v'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.v'::regclass AND NOT t.attisdropped) p) kept;
END $$;
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
    COMMUTATOR = OPERATOR("O p".===),
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_90c59636d979e65d');
END $$;
DROP VIEW public.v;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_2d7aad619aee3029', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.<<< (integer, integer)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"public","<<<"}', '{"integer","integer"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR public.<<< (integer, integer);
CREATE OPERATOR public.<<< (
    FUNCTION = public.lt,
    LEFTARG = integer,
    RIGHTARG = integer,
    COMMUTATOR = OPERATOR(public.>>>)
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_2d7aad619aee3029');
END $$;
CREATE OPERATOR CLASS public."Oc" FOR TYPE integer USING btree AS
    OPERATOR 1 public.<<<(integer,integer),
    OPERATOR 3 "O p".===(integer,integer),
    FUNCTION 1 (integer, integer) public.cmp(integer,integer);
CREATE VIEW public.v AS
SELECT (t.id OPERATOR(public.<<<) 3) AS x
   FROM public.t;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_v');
END $$;
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_aggregate public.mx(integer)
--              create_operator public.>>>(integer, integer)
--              create_table public.ex
--              drop_operator_family public."Of using btree"
-- rights       LS501 needs_privilege: drop_operator_family public."Of using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR FAMILY public."Of" USING btree;
--   DROP TABLE public.ex;
--   DROP OPERATOR public.>>> (integer, integer);
--   CREATE OR REPLACE AGGREGATE public.mx(integer) (
--       SFUNC = int4larger,
--       STYPE = integer,
--       COMBINEFUNC = int4larger,
--       PARALLEL = SAFE
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE AGGREGATE public.mx(integer) (
    SFUNC = int4larger,
    STYPE = integer,
    SORTOP = OPERATOR(public.<<<)
);

CREATE OPERATOR public.>>> (
    FUNCTION = public.lt,
    LEFTARG = integer,
    RIGHTARG = integer,
    COMMUTATOR = OPERATOR(public.<<<)
);

CREATE TABLE public.ex (
  a integer,
  CONSTRAINT ex_a_excl EXCLUDE (a public."Oc" WITH OPERATOR("O p".===))
);

DROP OPERATOR FAMILY public."Of" USING btree;

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
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

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator "O p".!==(integer, integer)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR "O p".!== (
--       FUNCTION = public.lt,
--       LEFTARG = integer,
--       RIGHTARG = integer,
--       NEGATOR = OPERATOR("O p".===)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR "O p".!== (integer, integer);

COMMIT;

