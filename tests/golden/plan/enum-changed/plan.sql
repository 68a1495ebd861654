~ enum public.colour: values (none) -> red, green
~ enum public.mood: values sad, happy -> sad, ok, happy; comment how it went -> how it felt
~ enum public.size: comment (none) -> of a shirt

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.colour
--              add_enum_value public.mood
--              comment public.mood
--              comment public.size
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4 and 5 of 5.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.size IS NULL;
--   COMMENT ON TYPE public.mood IS 'how it went';
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'happy'
--   -- can not be undone: ALTER TYPE public.colour ADD VALUE 'green'
--   -- can not be undone: ALTER TYPE public.colour ADD VALUE 'red'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.colour ADD VALUE 'red';

ALTER TYPE public.colour ADD VALUE 'green';

ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'happy';

COMMENT ON TYPE public.mood IS 'how it felt';

COMMENT ON TYPE public.size IS 'of a shirt';

