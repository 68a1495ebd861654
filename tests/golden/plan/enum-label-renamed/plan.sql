> enum public.status: label renamed
~ enum public.status: values new, partly, lost -> new, partly, lost, found
refused without --allow breaks_old_code: ALTER TYPE public.status RENAME VALUE 'in part' TO 'partly'
refused without --allow breaks_old_code: ALTER TYPE public.status RENAME VALUE 'gone' TO 'lost'

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      rename_enum_value public.status
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TYPE public.status RENAME VALUE 'lost' TO 'gone';
--   ALTER TYPE public.status RENAME VALUE 'partly' TO 'in part';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TYPE public.status RENAME VALUE 'in part' TO 'partly';

ALTER TYPE public.status RENAME VALUE 'gone' TO 'lost';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.status
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.status ADD VALUE 'found';

