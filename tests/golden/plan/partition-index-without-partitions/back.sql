- index public.orders.orders_note

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index public.orders.orders_note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE INDEX orders_note ON public.orders (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP INDEX public.orders_note;

