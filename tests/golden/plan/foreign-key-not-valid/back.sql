! foreign key public.orders.orders_customer_fkey: not_valid false -> true

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_foreign_key_not_valid public.orders.orders_customer_fkey
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey, ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey, ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
COMMIT;

