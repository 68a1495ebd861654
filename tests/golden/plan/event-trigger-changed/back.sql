! event trigger a: on ddl_command_start -> ddl_command_end; tags CREATE TABLE -> (none); execute public.note_more() -> public.note_ddl(); enabled never -> (none); comment second -> (none)
! event trigger b: tags CREATE TABLE, DROP TABLE -> CREATE TABLE; enabled replica -> always; comment second -> first

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_event_trigger a
--              create_event_trigger a
--              drop_event_trigger b
--              create_event_trigger b
--              enable_event_trigger b
--              comment b
-- rights       LS502 needs_superuser: create_event_trigger a, create_event_trigger b, enable_event_trigger b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON EVENT TRIGGER b IS NULL;
--   ALTER EVENT TRIGGER b ENABLE;
--   DROP EVENT TRIGGER b;
--   CREATE EVENT TRIGGER b ON ddl_command_end
--       WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
--       EXECUTE FUNCTION public.note_ddl();
--   COMMIT;
--   BEGIN;
--   DROP EVENT TRIGGER a;
--   CREATE EVENT TRIGGER a ON ddl_command_start
--       WHEN TAG IN ('CREATE TABLE')
--       EXECUTE FUNCTION public.note_more();
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP EVENT TRIGGER a;
CREATE EVENT TRIGGER a ON ddl_command_end
    EXECUTE FUNCTION public.note_ddl();
COMMIT;

BEGIN;
DROP EVENT TRIGGER b;
CREATE EVENT TRIGGER b ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE')
    EXECUTE FUNCTION public.note_ddl();
ALTER EVENT TRIGGER b ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER b IS 'first';
COMMIT;

