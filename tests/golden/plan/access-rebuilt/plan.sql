! function public.total(bigint): returns bigint -> numeric; body SELECT $1 -> SELECT $1::numeric; grants clerk=execute, public= -> boss=execute, public=
! view public.notes: query  SELECT orders.id,     orders.note    FROM public.orders ->  SELECT orders.note,     orders.id    FROM public.orders; grants auditor=select, clerk=select -> boss=select, clerk=select
refused without --allow breaks_old_code: CREATE FUNCTION public.total(bigint) RETURNS numeric
    LANGUAGE sql
    AS $$SELECT $1::numeric$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.total(bigint)
--              rename_replaced_function public.total(bigint)
--              reshape_function public.total(bigint)
--              keep_privileges public.notes
--              rebuild_view public.notes
-- locks        public.notes  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.total(bigint).
-- Gives public.total(bigint) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_8eb615ebcde8a693', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.total(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.total(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.total(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.total(bigint) RENAME TO total_old;
CREATE FUNCTION public.total(bigint) RETURNS numeric
    LANGUAGE sql
    AS $$SELECT $1::numeric$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_8eb615ebcde8a693');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.notes.
-- Gives public.notes its owner and grants back.
-- locks: public.notes ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_notes', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.notes', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.notes'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.notes', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.notes'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.notes',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.notes'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.notes'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.notes;
CREATE VIEW public.notes AS
SELECT orders.note,
    orders.id
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_notes');
END $$;
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public.notes
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT ON TABLE public.notes FROM boss;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT SELECT ON TABLE public.notes TO boss;

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_replaced_function public.total(bigint)
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FUNCTION public.total_old(bigint);

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public.total(bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE EXECUTE ON FUNCTION public.total(bigint) FROM boss;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT EXECUTE ON FUNCTION public.total(bigint) TO boss;

COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      revoke public.total(bigint)
--              revoke public.notes
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   GRANT SELECT ON TABLE public.notes TO auditor;
--   GRANT EXECUTE ON FUNCTION public.total(bigint) TO clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE EXECUTE ON FUNCTION public.total(bigint) FROM clerk;

REVOKE SELECT ON TABLE public.notes FROM auditor;

COMMIT;

