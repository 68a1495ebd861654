~ function public.handler(): language internal -> c; library (none) -> $libdir/plpgsql; body fmgr_c_validator -> plpgsql_call_handler
~ function public.init(internal): library $libdir/plpgsql -> $libdir/dict_snowball; body plpgsql_call_handler -> dsnowball_init
! function public.row_no(): window false -> true
~ procedure public.call(): language sql -> c; library (none) -> $libdir/plpgsql; body (none) -> plpgsql_call_handler; sql_body BEGIN ATOMIC  SELECT 1; END -> (none)
~ procedure public.call_init(): library $libdir/plpgsql -> $libdir/dict_snowball; body plpgsql_call_handler -> dsnowball_init
+ procedure public.call_new()
+ procedure public.two()
refused without --allow breaks_old_code: CREATE FUNCTION public.row_no() RETURNS bigint
    LANGUAGE internal WINDOW
    AS $$window_row_number$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.handler()
--              replace_function public.init(internal)
--              replace_function public.call()
--              replace_function public.call_init()
--              create_function_in_c public.call_new()
--              create_function public.two()
-- rights       LS502 needs_superuser: create_function_in_c public.call_new()
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP PROCEDURE public.two();
--   DROP PROCEDURE public.call_new();
--   CREATE OR REPLACE PROCEDURE public.call_init()
--       LANGUAGE c
--       AS '$libdir/plpgsql', 'plpgsql_call_handler';
--   CREATE OR REPLACE PROCEDURE public.call()
--       LANGUAGE sql
--       BEGIN ATOMIC
--    SELECT 1;
--   END;
--   CREATE OR REPLACE FUNCTION public.init(internal) RETURNS internal
--       LANGUAGE c
--       AS '$libdir/plpgsql', 'plpgsql_call_handler';
--   CREATE OR REPLACE FUNCTION public.handler() RETURNS void
--       LANGUAGE internal
--       AS $$fmgr_c_validator$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.handler() RETURNS void
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_call_handler';

CREATE OR REPLACE FUNCTION public.init(internal) RETURNS internal
    LANGUAGE c
    AS '$libdir/dict_snowball', 'dsnowball_init';

CREATE OR REPLACE PROCEDURE public.call()
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_call_handler';

CREATE OR REPLACE PROCEDURE public.call_init()
    LANGUAGE c
    AS '$libdir/dict_snowball', 'dsnowball_init';

CREATE PROCEDURE public.call_new()
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_call_handler';

CREATE PROCEDURE public.two()
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
-- changes      keep_privileges public.row_no()
--              rename_replaced_function public.row_no()
--              reshape_function public.row_no()
--              drop_replaced_function public.row_no()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.row_no().
-- Gives public.row_no() its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_ba6a6948bc98f1fa', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.row_no()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.row_no()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.row_no()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.row_no() RENAME TO row_no_old;
CREATE FUNCTION public.row_no() RETURNS bigint
    LANGUAGE internal WINDOW
    AS $$window_row_number$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_ba6a6948bc98f1fa');
END $$;
COMMIT;

DROP FUNCTION public.row_no_old();

