~ schema audit: comment who did what, and when -> who did what
~ schema billing: comment invoices and payments -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment audit
--              comment billing
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON SCHEMA billing IS 'invoices and payments';
--   COMMENT ON SCHEMA audit IS 'who did what, and when';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON SCHEMA audit IS 'who did what';

COMMENT ON SCHEMA billing IS NULL;

