~ function public.answer(integer): volatility immutable -> stable; parallel safe -> restricted; cost 20 -> 30; set search_path=public, TimeZone=UTC -> search_path=public, pg_temp, TimeZone=UTC; comment The answer -> The question
~ function public.many(integer): rows 10 -> 20; support generate_series_int8_support -> generate_series_int4_support
! function public.size(integer): returns integer -> bigint; body SELECT $1 -> SELECT $1::bigint
~ procedure public.nothing(integer): arguments really integer DEFAULT 0 -> really integer DEFAULT 1; set search_path=public -> search_path=pg_catalog; body BEGIN NULL; END -> BEGIN RETURN; END; comment Does nothing -> Returns
~ procedure public.select_one(): sql_body BEGIN ATOMIC  SELECT 1; END -> BEGIN ATOMIC  SELECT 2; END
refused without --allow breaks_old_code: CREATE FUNCTION public.size(integer) RETURNS bigint
    LANGUAGE sql
    AS $$SELECT $1::bigint$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_function public.answer(integer)
--              replace_function public.many(integer)
--              replace_function public.nothing(integer)
--              replace_function public.select_one()
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE PROCEDURE public.select_one()
--       LANGUAGE sql
--       BEGIN ATOMIC
--    SELECT 1;
--   END;
--   CREATE OR REPLACE PROCEDURE public.nothing(really integer DEFAULT 0)
--       LANGUAGE plpgsql
--       SET search_path = public
--       AS $$BEGIN NULL; END$$;
--   CREATE OR REPLACE FUNCTION public.many(integer) RETURNS SETOF bigint
--       LANGUAGE sql ROWS 10 SUPPORT generate_series_int8_support
--       AS $$SELECT generate_series(1::bigint, $1)$$;
--   ALTER FUNCTION public.answer(integer) IMMUTABLE PARALLEL SAFE COST 20 SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER FUNCTION public.answer(integer) STABLE PARALLEL RESTRICTED COST 30 SET search_path = public, pg_temp;

CREATE OR REPLACE FUNCTION public.many(integer) RETURNS SETOF bigint
    LANGUAGE sql ROWS 20 SUPPORT generate_series_int4_support
    AS $$SELECT generate_series(1::bigint, $1)$$;

CREATE OR REPLACE PROCEDURE public.nothing(really integer DEFAULT 1)
    LANGUAGE plpgsql
    SET search_path = pg_catalog
    AS $$BEGIN RETURN; END$$;

CREATE OR REPLACE PROCEDURE public.select_one()
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT 2;
END;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.answer(integer)
--              keep_privileges public.size(integer)
--              rename_replaced_function public.size(integer)
--              reshape_function public.size(integer)
--              comment public.nothing(integer)
--              drop_replaced_function public.size(integer)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 4.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.size_old(integer)
--   COMMENT ON PROCEDURE public.nothing(integer) IS 'Does nothing';
--   -- can not be undone: DO $$
--   COMMENT ON FUNCTION public.answer(integer) IS 'The answer';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON FUNCTION public.answer(integer) IS 'The question';

-- Remembers the owner and the grants of public.size(integer).
-- Gives public.size(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_02aa1c675476d9b6', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.size(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.size(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.size(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.size(integer) RENAME TO size_old;
CREATE FUNCTION public.size(integer) RETURNS bigint
    LANGUAGE sql
    AS $$SELECT $1::bigint$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_02aa1c675476d9b6');
END $$;
COMMIT;

COMMENT ON PROCEDURE public.nothing(integer) IS 'Returns';

DROP FUNCTION public.size_old(integer);

