! event trigger et: on ddl_command_start -> ddl_command_end; enabled always -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_event_trigger et
--              create_event_trigger et
--              give_to_owner et
-- rights       LS502 needs_superuser: create_event_trigger et
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   ALTER EVENT TRIGGER et OWNER TO CURRENT_USER;
--   BEGIN;
--   DROP EVENT TRIGGER et;
--   CREATE EVENT TRIGGER et ON ddl_command_start
--       EXECUTE FUNCTION public.ef();
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP EVENT TRIGGER et;
CREATE EVENT TRIGGER et ON ddl_command_end
    EXECUTE FUNCTION public.ef();
COMMIT;

ALTER EVENT TRIGGER et OWNER TO postgres;

