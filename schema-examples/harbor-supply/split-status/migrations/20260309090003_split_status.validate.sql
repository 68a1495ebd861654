-- lockstep migration, format 1
--
-- version      20260309090003
-- name         split_status
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      add_check_not_valid public.orders.orders_fulfillment_status_not_null
--              validate_constraint public.orders.orders_fulfillment_status_not_null
--              set_not_null_proven public.orders.fulfillment_status
--              drop_constraint public.orders.orders_fulfillment_status_not_null
--              add_check_not_valid public.orders.orders_payment_status_not_null
--              validate_constraint public.orders.orders_payment_status_not_null
--              set_not_null_proven public.orders.payment_status
--              drop_constraint public.orders.orders_payment_status_not_null
--              reconcile public.orders.fulfillment_status
--              analyze public.orders.fulfillment_status
--              create_index_concurrently public.orders.orders_to_pack_idx_new
--              replace_view public.to_pack
-- locks        public.orders   ACCESS EXCLUSIVE        catalog only
--              public.orders   SHARE UPDATE EXCLUSIVE  index build
--              public.to_pack  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 8 and 10 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.to_pack AS
--   DROP INDEX CONCURRENTLY public.orders_to_pack_idx_new;
--   -- nothing to undo: ANALYZE public.orders (fulfillment_status, payment_status)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_payment_status_not_null CHECK (payment_status IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN payment_status DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_status_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_payment_status_not_null;
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_status_not_null CHECK (fulfillment_status IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN fulfillment_status DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_status_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves fulfillment_status NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE fulfillment_status IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_status_not_null CHECK (fulfillment_status IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN fulfillment_status SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_status_not_null;
COMMIT;

-- Proves payment_status NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE payment_status IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_payment_status_not_null CHECK (payment_status IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN payment_status SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_payment_status_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(fulfillment_status), ROW(((CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status)::public.fulfillment_status))
    OR record_image_ne(ROW(payment_status), ROW(((CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status)::public.payment_status)))
   AND (record_image_ne(ROW(status), ROW(((CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status::text
      WHEN payment_status = 'paid' THEN 'paid' ELSE 'pending' END)::order_status)::public.order_status)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (fulfillment_status, payment_status);

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_to_pack_idx_new;
CREATE INDEX CONCURRENTLY orders_to_pack_idx_new ON public.orders (id) WHERE ((payment_status = 'paid'::public.payment_status) AND (fulfillment_status = 'open'::public.fulfillment_status));

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.to_pack ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.to_pack AS
SELECT orders.id,
    orders.customer
   FROM public.orders
  WHERE ((orders.payment_status = 'paid'::public.payment_status) AND (orders.fulfillment_status = 'open'::public.fulfillment_status));
