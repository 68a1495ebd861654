~ foreign key public.orders.orders_customer_id_fkey: deferrable initially deferred -> (none); comment late -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_deferrable public.orders.orders_customer_id_fkey
--              comment public.orders.orders_customer_id_fkey
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON CONSTRAINT orders_customer_id_fkey ON public.orders IS 'late';
--   ALTER TABLE public.orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE INITIALLY DEFERRED;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER CONSTRAINT orders_customer_id_fkey NOT DEFERRABLE;
COMMENT ON CONSTRAINT orders_customer_id_fkey ON public.orders IS NULL;
COMMIT;

