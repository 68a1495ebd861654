+ index public.orders.orders_note

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_on_only public.orders.orders_note
-- locks        public.orders  SHARE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   DROP INDEX public.orders_note;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- No partition of public.orders is declared, so it holds no row. A database that has some would stop their writers
-- while it builds the index of each: declare them, or partitions = "managed elsewhere".
-- locks: public.orders SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.orders'::regclass LIMIT 5;
CREATE INDEX orders_note ON public.orders (note);

