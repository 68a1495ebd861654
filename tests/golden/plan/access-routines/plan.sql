+ event trigger second
~ function public.old(bigint): owner shop -> boss; grants clerk=execute -> Head Clerk=execute with grant option, public=
+ function public.secret(text)
~ procedure public.close(): owner shop -> boss; grants clerk=execute -> public=
+ procedure public.open()

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public.old(bigint)
--              create_function public.secret(text)
--              give_to_owner public.secret(text)
--              withhold public.secret(text)
--              grant public.secret(text)
--              create_function public.open()
--              give_to_owner public.open()
--              withhold public.open()
--              create_event_trigger second
--              give_to_owner second
-- rights       LS502 needs_superuser: create_event_trigger second
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER EVENT TRIGGER second OWNER TO CURRENT_USER;
--   DROP EVENT TRIGGER second;
--   GRANT EXECUTE ON PROCEDURE public.open() TO PUBLIC;
--   ALTER PROCEDURE public.open() OWNER TO CURRENT_USER;
--   DROP PROCEDURE public.open();
--   REVOKE EXECUTE ON FUNCTION public.secret(text) FROM clerk;
--   GRANT EXECUTE ON FUNCTION public.secret(text) TO PUBLIC;
--   ALTER FUNCTION public.secret(text) OWNER TO CURRENT_USER;
--   DROP FUNCTION public.secret(text);
--   REVOKE EXECUTE ON FUNCTION public.old(bigint) FROM "Head Clerk";

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT EXECUTE ON FUNCTION public.old(bigint) TO "Head Clerk" WITH GRANT OPTION;

CREATE FUNCTION public.secret(text) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    AS $$SELECT $1$$;

ALTER FUNCTION public.secret(text) OWNER TO boss;

REVOKE EXECUTE ON FUNCTION public.secret(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.secret(text) TO clerk;

CREATE PROCEDURE public.open()
    LANGUAGE sql
    AS $$SELECT 1$$;

ALTER PROCEDURE public.open() OWNER TO boss;

REVOKE EXECUTE ON PROCEDURE public.open() FROM PUBLIC;

CREATE EVENT TRIGGER second ON sql_drop
    EXECUTE FUNCTION public.watch();

ALTER EVENT TRIGGER second OWNER TO postgres;

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
--              revoke public.close()
--              set_owner_of_no_table public.close()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER PROCEDURE public.close() OWNER TO shop;
--   GRANT EXECUTE ON PROCEDURE public.close() TO clerk, PUBLIC;
--   ALTER FUNCTION public.old(bigint) OWNER TO shop;
--   GRANT EXECUTE ON FUNCTION public.old(bigint) TO clerk, PUBLIC;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE EXECUTE ON FUNCTION public.old(bigint) FROM clerk, PUBLIC;

ALTER FUNCTION public.old(bigint) OWNER TO boss;

REVOKE EXECUTE ON PROCEDURE public.close() FROM clerk, PUBLIC;

ALTER PROCEDURE public.close() OWNER TO boss;

COMMIT;

