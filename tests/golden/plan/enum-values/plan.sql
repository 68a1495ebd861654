~ enum public.mood: values sad, happy -> awful, sad, ok, happy, great; comment (none) -> how it feels

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.mood
--              comment public.mood
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 4 of 4.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.mood IS NULL;
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'great'
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'happy'
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'awful' BEFORE 'sad'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.mood ADD VALUE 'awful' BEFORE 'sad';

ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'happy';

ALTER TYPE public.mood ADD VALUE 'great';

COMMENT ON TYPE public.mood IS 'how it feels';

