- function public.fee(bigint)
+ function public.fee(bigint, text)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_function public.fee(bigint, text)
--              drop_taken_over_function public.fee(bigint)
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE FUNCTION public.fee(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 / 100$$;
--   DROP FUNCTION public.fee(bigint, text);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
CREATE FUNCTION public.fee(bigint, currency text DEFAULT 'EUR'::text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT CASE $2 WHEN 'JPY' THEN 0 ELSE $1 / 100 END$$;
DROP FUNCTION public.fee(bigint);
COMMIT;

