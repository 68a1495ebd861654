~ enum public.mood: values sad, ok, happy, great -> great, ok, sad
refused without --allow breaks_old_code: DROP TYPE public.mood
refused without --allow breaks_old_code: CREATE TYPE public.mood AS ENUM ('great', 'ok', 'sad')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.mood
--              replace_enum public.mood
--              comment public.mood
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.mood IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_mood', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public.mood',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', '{"public.mood"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public.mood' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.mood'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.mood',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.mood'::regtype) kept;
--   END $$;
--   DROP TYPE public.mood;
--   CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy', 'great');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_mood');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of TYPE public.mood.
-- Gives TYPE public.mood its owner and grants back.
BEGIN;
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
CREATE TYPE public.mood AS ENUM ('great', 'ok', 'sad');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_mood');
END $$;
COMMIT;

COMMENT ON TYPE public.mood IS 'how it feels';

