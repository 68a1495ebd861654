-- lockstep migration, format 1
--
-- version      20251117090001
-- name         open_orders
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.total_cents
--              add_column public.orders.currency
--              create_index_concurrently public.orders.orders_customer_id_idx
--              create_index_concurrently public.orders.orders_open_idx
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_open_idx;
--   DROP INDEX CONCURRENTLY public.orders_customer_id_idx;
--   BEGIN;
--   ALTER TABLE public.orders DROP COLUMN currency;
--   ALTER TABLE public.orders DROP COLUMN total_cents;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN total_cents bigint;
ALTER TABLE public.orders ADD COLUMN currency text DEFAULT 'EUR'::text NOT NULL;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_customer_id_idx;
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id);

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_open_idx;
CREATE INDEX CONCURRENTLY orders_open_idx ON public.orders (created_at DESC) WHERE (status = 'pending'::public.order_status);
