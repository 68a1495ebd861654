~ operator public.##(bigint, bigint): restrict neqsel -> eqsel; join neqjoinsel -> eqjoinsel
- operator public.<##>(bigint, bigint)
+ operator public.<#>(bigint, bigint)
+ operator public.<%>(bigint, bigint)
! operator public.=#=(bigint, bigint): commutator (none) -> public.=#=; negator (none) -> public.<#>; comment new -> (none)
+ operator public.=%=(bigint, bigint)
! operator public.===(bigint, bigint): function public.other -> public.same; restrict eqsel -> (none); join eqjoinsel -> (none); hashes true -> false; merges true -> false; comment Not the same -> The same
! operator public.=~=(bigint, bigint): commutator public.=~= -> public.=%=; negator public.<##> -> public.<%>
! view public.used: rebuilt around operator public.===(bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=#= (bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=== (bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=~= (bigint, bigint)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_operator public.##(bigint, bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER OPERATOR public.## (bigint, bigint) SET (RESTRICT = neqsel, JOIN = neqjoinsel);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER OPERATOR public.## (bigint, bigint) SET (RESTRICT = eqsel, JOIN = eqjoinsel);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.=#=(bigint, bigint)
--              drop_operator public.=#=(bigint, bigint)
--              create_operator public.=#=(bigint, bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_ccf66ffadde68e44', string_agg(command, '; '), false)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=#= (bigint, bigint)',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator', '{"public","=#="}', '{"bigint","bigint"}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR public.=#= (bigint, bigint);
--   CREATE OPERATOR public.=#= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint
--   );
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_ccf66ffadde68e44');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner of OPERATOR public.=#= (bigint, bigint).
-- Gives OPERATOR public.=#= (bigint, bigint) its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_ccf66ffadde68e44', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=#= (bigint, bigint)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"public","=#="}', '{"bigint","bigint"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR public.=#= (bigint, bigint);
CREATE OPERATOR public.=#= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.=#=),
    NEGATOR = OPERATOR(public.<#>)
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_ccf66ffadde68e44');
END $$;
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_operator public.<#>(bigint, bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP OPERATOR public.<#> (bigint, bigint);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OPERATOR public.<#> (
    FUNCTION = public.other,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    NEGATOR = OPERATOR(public.=#=)
);

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.used
--              rebuild_view public.used
--              keep_privileges public.===(bigint, bigint)
--              drop_operator public.===(bigint, bigint)
--              create_operator public.===(bigint, bigint)
--              comment public.===(bigint, bigint)
--              keep_privileges public.=~=(bigint, bigint)
--              drop_operator public.=~=(bigint, bigint)
--              create_operator public.=~=(bigint, bigint)
-- locks        public.used  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_8d2ac35292b3ff9e', string_agg(command, '; '), false)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=~= (bigint, bigint)',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator', '{"public","=~="}', '{"bigint","bigint"}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR public.=~= (bigint, bigint);
--   CREATE OPERATOR public.=~= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.=~=),
--       NEGATOR = OPERATOR(public.<##>)
--   );
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_8d2ac35292b3ff9e');
--   END $$;
--   COMMIT;
--   -- can not be undone: DO $$

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.used.
-- Remembers the owner of OPERATOR public.=== (bigint, bigint).
-- Gives OPERATOR public.=== (bigint, bigint) its owner back.
-- Gives public.used its owner and grants back.
-- locks: public.used ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_used', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.used', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.used'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.used', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.used'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.used',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.used'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.used'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.used;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_0909fe525b5914e2', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=== (bigint, bigint)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"public","==="}', '{"bigint","bigint"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR public.=== (bigint, bigint);
CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint
);
COMMENT ON OPERATOR public.=== (bigint, bigint) IS 'The same';
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_0909fe525b5914e2');
END $$;
CREATE VIEW public.used AS
SELECT ((1)::bigint OPERATOR(public.===) (2)::bigint) AS same;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_used');
END $$;
COMMIT;

-- Remembers the owner of OPERATOR public.=~= (bigint, bigint).
-- Gives OPERATOR public.=~= (bigint, bigint) its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_8d2ac35292b3ff9e', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=~= (bigint, bigint)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"public","=~="}', '{"bigint","bigint"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR public.=~= (bigint, bigint);
CREATE OPERATOR public.=~= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.=%=),
    NEGATOR = OPERATOR(public.<%>)
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_8d2ac35292b3ff9e');
END $$;
COMMIT;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_operator public.<%>(bigint, bigint)
--              create_operator public.=%=(bigint, bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP OPERATOR public.=%= (bigint, bigint);
--   DROP OPERATOR public.<%> (bigint, bigint);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OPERATOR public.<%> (
    FUNCTION = public.other,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    NEGATOR = OPERATOR(public.=~=)
);

CREATE OPERATOR public.=%= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.=~=)
);

COMMIT;

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator public.<##>(bigint, bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR public.<##> (
--       FUNCTION = public.other,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       NEGATOR = OPERATOR(public.=~=)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR public.<##> (bigint, bigint);

COMMIT;

