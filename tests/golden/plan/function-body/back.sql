! function public.answer(integer): arguments question integer -> (none); language plpgsql -> sql; body BEGIN RETURN question + 42; END -> SELECT $1 + 42
! function public.greet(text): arguments whom text DEFAULT 'world'::text -> (none); body SELECT 'hello ' || whom -> SELECT 'hello ' || $1
~ function public.series(integer): support generate_series_int8_support -> (none)
~ function public.twice(integer): body (none) -> SELECT 2 * $1; sql_body RETURN (2 * $1) -> (none)
! procedure public.nothing(integer): arguments really integer DEFAULT 0 -> (none); language sql -> plpgsql; body (none) -> BEGIN END; sql_body BEGIN ATOMIC  SELECT really AS really; END -> (none)
refused without --allow breaks_old_code: CREATE FUNCTION public.answer(integer) RETURNS integer
    LANGUAGE sql
    AS $$SELECT $1 + 42$$
refused without --allow breaks_old_code: CREATE FUNCTION public.greet(text) RETURNS text
    LANGUAGE sql
    AS $$SELECT 'hello ' || $1$$
refused without --allow breaks_old_code: CREATE PROCEDURE public.nothing(integer)
    LANGUAGE plpgsql
    AS $$BEGIN END$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.series(integer)
--              replace_function public.twice(integer)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.twice(integer) RETURNS integer
--       LANGUAGE sql
--       RETURN (2 * $1);
--   CREATE OR REPLACE FUNCTION public.series(integer) RETURNS SETOF bigint
--       LANGUAGE sql SUPPORT generate_series_int8_support
--       AS $$SELECT generate_series(1::bigint, $1)$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.series(integer) RETURNS SETOF bigint
    LANGUAGE sql
    AS $$SELECT generate_series(1::bigint, $1)$$;

CREATE OR REPLACE FUNCTION public.twice(integer) RETURNS integer
    LANGUAGE sql
    AS $$SELECT 2 * $1$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.answer(integer)
--              rename_replaced_function public.answer(integer)
--              reshape_function public.answer(integer)
--              keep_privileges public.greet(text)
--              rename_replaced_function public.greet(text)
--              reshape_function public.greet(text)
--              keep_privileges public.nothing(integer)
--              rename_replaced_function public.nothing(integer)
--              reshape_function public.nothing(integer)
--              drop_replaced_function public.nothing(integer)
--              drop_replaced_function public.answer(integer)
--              drop_replaced_function public.greet(text)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.answer(integer).
-- Gives public.answer(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_941e465fc5024c13', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.answer(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.answer(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.answer(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.answer(integer) RENAME TO answer_old;
CREATE FUNCTION public.answer(integer) RETURNS integer
    LANGUAGE sql
    AS $$SELECT $1 + 42$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_941e465fc5024c13');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.greet(text).
-- Gives public.greet(text) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_0feea844f0a67953', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.greet(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.greet(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.greet(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.greet(text) RENAME TO greet_old;
CREATE FUNCTION public.greet(text) RETURNS text
    LANGUAGE sql
    AS $$SELECT 'hello ' || $1$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_0feea844f0a67953');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.nothing(integer).
-- Gives public.nothing(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_fa4a5859a8018c8e', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER PROCEDURE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.nothing(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON PROCEDURE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.nothing(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON PROCEDURE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.nothing(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER PROCEDURE public.nothing(integer) RENAME TO nothing_old;
CREATE PROCEDURE public.nothing(integer)
    LANGUAGE plpgsql
    AS $$BEGIN END$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_fa4a5859a8018c8e');
END $$;
COMMIT;

DROP PROCEDURE public.nothing_old(integer);

DROP FUNCTION public.answer_old(integer);

DROP FUNCTION public.greet_old(text);

