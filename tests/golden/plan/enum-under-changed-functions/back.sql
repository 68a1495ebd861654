~ enum public.mood: values sad, ok -> ok, sad, gone
~ function public.best(): body SELECT 'ok'::mood -> SELECT 'sad'::mood; comment the best -> (none)
- function public.last()
! function public.rank_of(public.mood): returns bigint -> integer; comment (none) -> old
+ function public.worst()
! view public.moods: query  SELECT public.best() AS best,     1 AS one ->  SELECT public.best() AS best

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.last()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.last() RETURNS public.mood
--       LANGUAGE sql
--       AS $$SELECT 'sad'::mood$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.last();

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.moods
--              rebuild_view public.moods
--              keep_privileges public.best()
--              replace_function public.best()
--              keep_privileges public.rank_of(public.mood)
--              replace_function public.rank_of(public.mood)
--              keep_privileges public.mood
--              replace_enum public.mood
--              comment public.rank_of(public.mood)
-- locks        public.moods  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.moods.
-- Remembers the owner and the grants of public.best().
-- Remembers the owner and the grants of public.rank_of(public.mood).
-- Remembers the owner and the grants of TYPE public.mood.
-- Gives TYPE public.mood its owner and grants back.
-- Gives public.rank_of(public.mood) its owner and grants back.
-- Gives public.best() its owner and grants back.
-- Gives public.moods its owner and grants back.
-- locks: public.moods ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_moods', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.moods', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.moods'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.moods', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.moods'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.moods',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.moods'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.moods'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.moods;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_9ca213c8b2933931', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.best();
DO $$
BEGIN
  PERFORM set_config('lockstep.function_eb5cbd1aef4f4487', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.rank_of(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.rank_of(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.rank_of(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.rank_of(public.mood);
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
CREATE TYPE public.mood AS ENUM ('ok', 'sad', 'gone');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_mood');
END $$;
CREATE FUNCTION public.rank_of(public.mood) RETURNS integer
    LANGUAGE sql
    AS $$SELECT CASE $1 WHEN 'ok' THEN 1 ELSE 2 END$$;
COMMENT ON FUNCTION public.rank_of(public.mood) IS 'old';
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_eb5cbd1aef4f4487');
END $$;
CREATE FUNCTION public.best() RETURNS public.mood
    LANGUAGE sql
    AS $$SELECT 'sad'::mood$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_9ca213c8b2933931');
END $$;
CREATE VIEW public.moods AS
SELECT public.best() AS best;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_moods');
END $$;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.worst()
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.worst();

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.worst() RETURNS public.mood
    LANGUAGE sql
    AS $$SELECT 'gone'::mood$$;

COMMIT;

