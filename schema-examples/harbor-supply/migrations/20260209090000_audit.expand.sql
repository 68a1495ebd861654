-- lockstep migration, format 1
--
-- version      20260209090000
-- name         audit
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.products.products_sku_key
--              add_key_using_index public.products.products_sku_key
--              add_check_not_valid public.order_lines.order_lines_quantity_check
--              add_check_not_valid public.orders.orders_total_cents_not_null
--              add_foreign_key_not_valid public.order_lines.order_lines_product_id_fkey
-- locks        public.order_lines  ACCESS EXCLUSIVE        catalog only
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.products     ACCESS EXCLUSIVE        catalog only
--              public.products     SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.order_lines DROP CONSTRAINT order_lines_product_id_fkey;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_cents_not_null;
--   ALTER TABLE public.order_lines DROP CONSTRAINT order_lines_quantity_check;
--   ALTER TABLE public.products DROP CONSTRAINT products_sku_key;
--   DROP INDEX CONCURRENTLY public.products_sku_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.products SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, sku, count(*) AS times FROM public.products WHERE sku IS NOT NULL GROUP BY sku HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.products_sku_key;
CREATE UNIQUE INDEX CONCURRENTLY products_sku_key ON public.products (sku);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.products ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.products ADD CONSTRAINT products_sku_key UNIQUE USING INDEX products_sku_key;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.order_lines ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line_no, order_id FROM public.order_lines WHERE NOT (quantity > 0) LIMIT 5;
ALTER TABLE public.order_lines ADD CONSTRAINT order_lines_quantity_check CHECK (quantity > 0) NOT VALID;

-- Proves total_cents NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE total_cents IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_cents_not_null CHECK (total_cents IS NOT NULL) NOT VALID;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.order_lines SHARE ROW EXCLUSIVE, public.products SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.line_no, t.order_id, t.product_id FROM public.order_lines t WHERE t.product_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.products r WHERE r.id = t.product_id) LIMIT 5;
BEGIN;
LOCK TABLE public.products, public.order_lines IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.order_lines ADD CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES public.products(id) NOT VALID;
COMMIT;
