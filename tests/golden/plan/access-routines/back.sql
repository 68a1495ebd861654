- event trigger second
~ function public.old(bigint): owner boss -> shop; grants Head Clerk=execute with grant option, public= -> clerk=execute
- function public.secret(text)
~ procedure public.close(): owner boss -> shop; grants public= -> clerk=execute
- procedure public.open()

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public.old(bigint)
--              grant public.close()
--              drop_event_trigger second
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE EVENT TRIGGER second ON sql_drop
--       EXECUTE FUNCTION public.watch();
--   REVOKE EXECUTE ON PROCEDURE public.close() FROM clerk, PUBLIC;
--   REVOKE EXECUTE ON FUNCTION public.old(bigint) FROM clerk, PUBLIC;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT EXECUTE ON FUNCTION public.old(bigint) TO clerk, PUBLIC;

GRANT EXECUTE ON PROCEDURE public.close() TO clerk, PUBLIC;

DROP EVENT TRIGGER second;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      revoke public.old(bigint)
--              set_owner_of_no_table public.old(bigint)
--              set_owner_of_no_table public.close()
--              drop_function public.open()
--              drop_function public.secret(text)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.secret(text) RETURNS text
--       LANGUAGE sql SECURITY DEFINER
--       AS $$SELECT $1$$;
--   CREATE PROCEDURE public.open()
--       LANGUAGE sql
--       AS $$SELECT 1$$;
--   ALTER PROCEDURE public.close() OWNER TO boss;
--   ALTER FUNCTION public.old(bigint) OWNER TO boss;
--   GRANT EXECUTE ON FUNCTION public.old(bigint) TO "Head Clerk" WITH GRANT OPTION;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE EXECUTE ON FUNCTION public.old(bigint) FROM "Head Clerk";

ALTER FUNCTION public.old(bigint) OWNER TO shop;

ALTER PROCEDURE public.close() OWNER TO shop;

DROP PROCEDURE public.open();

DROP FUNCTION public.secret(text);

COMMIT;

