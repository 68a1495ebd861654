-- lockstep migration, format 1
--
-- version      20260209090001
-- name         audit
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.order_lines.order_lines_quantity_check
--              validate_constraint public.orders.orders_total_cents_not_null
--              set_not_null_proven public.orders.total_cents
--              drop_constraint public.orders.orders_total_cents_not_null
--              add_check_not_valid public.orders.orders_total_cents_check
--              validate_constraint public.orders.orders_total_cents_check
--              validate_constraint public.order_lines.order_lines_product_id_fkey
-- locks        public.order_lines  SHARE UPDATE EXCLUSIVE  scan
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  scan
--              public.products     ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 5 and 6 of 6.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.order_lines VALIDATE CONSTRAINT order_lines_product_id_fkey
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_cents_check
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_cents_check;
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_total_cents_not_null CHECK (total_cents IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN total_cents DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_cents_not_null
--   -- nothing to undo: ALTER TABLE public.order_lines VALIDATE CONSTRAINT order_lines_quantity_check

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.order_lines SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.order_lines VALIDATE CONSTRAINT order_lines_quantity_check;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_cents_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN total_cents SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_cents_not_null;
COMMIT;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (total_cents >= 0) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_cents_check CHECK (total_cents >= 0) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_cents_check;

-- locks: public.order_lines SHARE UPDATE EXCLUSIVE, public.products ROW SHARE; scan
ALTER TABLE public.order_lines VALIDATE CONSTRAINT order_lines_product_id_fkey;
