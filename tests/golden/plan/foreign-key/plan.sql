+ foreign key public.orders.orders_customer_id_fkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.orders.orders_customer_id_fkey
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
--              public.orders     SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.id, t.customer_id FROM public.orders t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_customer_id_fkey
-- locks        public.customers  ROW SHARE               scan
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;

