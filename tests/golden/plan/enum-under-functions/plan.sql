~ enum public.level: values low, mid, gone, high -> high, mid, low
refused without --allow breaks_old_code: DROP TYPE public.pair
refused without --allow breaks_old_code: DROP DOMAIN public.dull
refused without --allow breaks_old_code: DROP TYPE public.level
refused without --allow breaks_old_code: CREATE TYPE public.level AS ENUM ('high', 'mid', 'low')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.both_of(public.dull)
--              replace_function public.both_of(public.dull)
--              keep_privileges public.pair
--              drop_type public.pair
--              keep_privileges public.dull
--              drop_domain public.dull
--              keep_privileges public.ranks
--              rebuild_view public.ranks
--              keep_privileges public.rank_of(public.level)
--              replace_function public.rank_of(public.level)
--              keep_privileges public.level
--              replace_enum public.level
--              create_domain public.dull
--              create_type public.pair
-- locks        public.ranks  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.both_of(public.dull).
-- Remembers the owner and the grants of TYPE public.pair.
-- Remembers the owner and the grants of DOMAIN public.dull.
-- Remembers the owner and the grants of public.ranks.
-- Remembers the owner and the grants of public.rank_of(public.level).
-- Remembers the owner and the grants of TYPE public.level.
-- Gives TYPE public.level its owner and grants back.
-- Gives public.rank_of(public.level) its owner and grants back.
-- Gives public.ranks its owner and grants back.
-- Gives DOMAIN public.dull its owner and grants back.
-- Gives TYPE public.pair its owner and grants back.
-- Gives public.both_of(public.dull) its owner and grants back.
-- locks: public.ranks ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_8c257664a3c71804', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.both_of(public.dull)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.both_of(public.dull)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.both_of(public.dull)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.both_of(public.dull);
DO $$
BEGIN
  PERFORM set_config('lockstep.public_pair', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.pair',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.pair"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.pair' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.pair'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.pair',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.pair'::regtype) kept;
END $$;
DROP TYPE public.pair;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_dull', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'DOMAIN public.dull',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.dull"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.dull' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.dull'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.dull',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.dull'::regtype) kept;
END $$;
DROP DOMAIN public.dull;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_ranks', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.ranks', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.ranks', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.ranks',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.ranks'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.ranks'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.ranks;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_569caebb2c4a79b6', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.rank_of(public.level)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.rank_of(public.level)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.rank_of(public.level)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.rank_of(public.level);
DO $$
BEGIN
  PERFORM set_config('lockstep.public_level', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.level',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.level"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.level' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.level'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.level',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.level'::regtype) kept;
END $$;
DROP TYPE public.level;
CREATE TYPE public.level AS ENUM ('high', 'mid', 'low');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_level');
END $$;
CREATE FUNCTION public.rank_of(public.level) RETURNS integer
    LANGUAGE sql
    AS $$SELECT CASE $1 WHEN 'high' THEN 1 ELSE 2 END$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_569caebb2c4a79b6');
END $$;
CREATE VIEW public.ranks AS
SELECT orders.id,
    (orders.level)::public.level AS level,
    public.rank_of((orders.level)::public.level) AS rank
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_ranks');
END $$;
CREATE DOMAIN public.dull AS public.level DEFAULT 'low'::public.level
  CONSTRAINT dull_check CHECK (VALUE <> 'high'::public.level);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_dull');
END $$;
CREATE TYPE public.pair AS (
  one public.level,
  two integer
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_pair');
END $$;
CREATE FUNCTION public.both_of(public.dull) RETURNS public.pair
    LANGUAGE sql
    AS $$SELECT $1::level, 1$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_8c257664a3c71804');
END $$;
COMMIT;

