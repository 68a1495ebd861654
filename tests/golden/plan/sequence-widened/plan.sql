~ sequence public.counter: type integer -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_sequence public.counter
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.counter AS integer;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.counter AS bigint;

