~ enum public.size: comment (none) -> of a shirt

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.size
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.size IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON TYPE public.size IS 'of a shirt';

