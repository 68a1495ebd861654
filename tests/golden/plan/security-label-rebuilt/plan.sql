~ enum public.mood: values calm, keen, sour -> calm, keen
~ range type public.span: subtype integer -> bigint
- security label "anon on column public.gone.id"
+ security label "anon on database"
- security label "anon on table public.gone"
~ security label "anon on type public.mood": label one -> two
~ security label "anon on type public.span": label one -> two
- table public.gone (with 1 part)
refused without --allow breaks_old_code: DROP TYPE public.mood
refused without --allow breaks_old_code: CREATE TYPE public.mood AS ENUM ('calm', 'keen')
refused without --allow breaks_old_code: DROP TYPE public.span
refused without --allow breaks_old_code: CREATE TYPE public.span AS RANGE (SUBTYPE = bigint)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      security_label "anon on database"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DO $do$
--   BEGIN
--     EXECUTE format($label$SECURITY LABEL FOR anon ON DATABASE %I
--       IS NULL$label$, current_database());
--   END
--   $do$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DO $do$
BEGIN
  EXECUTE format($label$SECURITY LABEL FOR anon ON DATABASE %I
    IS '100 %% ''x'''$label$, current_database());
END
$do$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.is_calm(public.mood)
--              replace_function public.is_calm(public.mood)
--              keep_privileges public.mood
--              replace_enum public.mood
--              security_label "anon on type public.mood"
--              security_label "anon on function public.is_calm(public.mood)"
--              security_label "anon on type public.span"
--              keep_privileges public.span
--              replace_range public.span
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   SECURITY LABEL FOR anon ON TYPE public.span
--       IS NULL;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_span', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public.span',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', '{"public.span"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public.span' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.span'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.span',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.span'::regtype) kept;
--   END $$;
--   DROP TYPE public.span;
--   CREATE TYPE public.span AS RANGE (SUBTYPE = integer);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_span');
--   END $$;
--   SECURITY LABEL FOR anon ON TYPE public.span
--       IS 'one';
--   COMMIT;
--   -- can not be undone: DO $$

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.is_calm(public.mood).
-- Remembers the owner and the grants of TYPE public.mood.
-- Gives TYPE public.mood its owner and grants back.
-- Gives public.is_calm(public.mood) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_e8ecdf4f5fdf32fb', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.is_calm(public.mood);
DO $$
BEGIN
  PERFORM set_config('lockstep.public_mood', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.mood',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.mood"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.mood' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.mood'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.mood',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.mood'::regtype) kept;
END $$;
DROP TYPE public.mood;
CREATE TYPE public.mood AS ENUM ('calm', 'keen');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_mood');
END $$;
SECURITY LABEL FOR anon ON TYPE public.mood
    IS 'two';
CREATE FUNCTION public.is_calm(public.mood) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT $1::text = 'calm'$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_e8ecdf4f5fdf32fb');
END $$;
SECURITY LABEL FOR anon ON FUNCTION public.is_calm(public.mood)
    IS 'one';
COMMIT;

-- Remembers the owner and the grants of TYPE public.span.
-- Gives TYPE public.span its owner and grants back.
BEGIN;
SECURITY LABEL FOR anon ON TYPE public.span
    IS NULL;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_span', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.span',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.span"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.span' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.span'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.span',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.span'::regtype) kept;
END $$;
DROP TYPE public.span;
CREATE TYPE public.span AS RANGE (SUBTYPE = bigint);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_span');
END $$;
SECURITY LABEL FOR anon ON TYPE public.span
    IS 'two';
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.gone
-- locks        public.gone  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.gone ACCESS EXCLUSIVE; catalog only
DROP TABLE public.gone;

