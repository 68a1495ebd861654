+ event trigger plain
+ event trigger watch

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_event_trigger plain
--              create_event_trigger watch
--              enable_event_trigger watch
--              comment watch
-- rights       LS502 needs_superuser: create_event_trigger plain, create_event_trigger watch, enable_event_trigger
--                watch
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON EVENT TRIGGER watch IS NULL;
--   ALTER EVENT TRIGGER watch ENABLE;
--   DROP EVENT TRIGGER watch;
--   DROP EVENT TRIGGER plain;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE EVENT TRIGGER plain ON sql_drop
    EXECUTE FUNCTION public.note_ddl();

CREATE EVENT TRIGGER watch ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
    EXECUTE FUNCTION public.note_ddl();

ALTER EVENT TRIGGER watch ENABLE ALWAYS;

COMMENT ON EVENT TRIGGER watch IS 'Notes it';

COMMIT;

