> extension citext: moved
refused without --allow breaks_old_code: ALTER EXTENSION citext SET SCHEMA words

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      move_extension citext
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER EXTENSION citext SET SCHEMA public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER EXTENSION citext SET SCHEMA words;

COMMIT;

