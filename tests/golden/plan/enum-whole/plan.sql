+ enum public.mood

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_enum public.mood
--              comment public.mood
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.mood IS NULL;
--   DROP TYPE public.mood;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');

COMMENT ON TYPE public.mood IS 'how it went';

COMMIT;

