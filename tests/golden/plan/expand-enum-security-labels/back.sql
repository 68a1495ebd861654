~ enum public.mood: values calm, keen -> calm, keen, sour
~ security label "anon on domain public.feeling": label two -> one

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.mood
--              security_label "anon on domain public.feeling"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON DOMAIN public.feeling
--       IS 'two';
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'sour'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.mood ADD VALUE 'sour';

SECURITY LABEL FOR anon ON DOMAIN public.feeling
    IS 'one';

