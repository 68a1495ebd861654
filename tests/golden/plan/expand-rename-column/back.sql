! check public.orders.orders_known_status: expression (fulfillment = ANY (ARRAY['pending'::text, 'done'::text])) -> (status = ANY (ARRAY['pending'::text, 'done'::text]))
- column public.orders.buyer_id
+ column public.orders.customer_id
- column public.orders.fulfillment
+ column public.orders.status
- foreign key public.orders.orders_buyer_id_fkey
+ foreign key public.orders.orders_customer_id_fkey
! index public.orders.orders_open_idx: columns fulfillment -> status; where (fulfillment <> 'done'::text) -> (status <> 'done'::text)
~ view public.open_orders: query  SELECT orders.id    FROM public.orders   WHERE (orders.f... ->  SELECT orders.id    FROM public.orders   WHERE (orders.s...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.status
--              comment public.orders.status
--              add_column public.orders.customer_id
--              add_check_not_valid public.orders.orders_known_status
--              validate_constraint public.orders.orders_known_status
--              drop_constraint public.orders.orders_known_status
--              rename_constraint public.orders.orders_known_status
--              add_foreign_key_not_valid public.orders.orders_customer_id_fkey
--              create_index_concurrently public.orders.orders_open_idx
--              rename_index public.orders.orders_open_idx
--              drop_index_concurrently public.orders.orders_open_idx
--              replace_view public.open_orders
-- locks        public.customers    SHARE ROW EXCLUSIVE     catalog only
--              public.open_orders  ACCESS EXCLUSIVE        catalog only
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3 and 9 of 9.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.open_orders AS
--   CREATE INDEX CONCURRENTLY orders_open_idx_old ON public.orders (fulfillment) WHERE (fulfillment <> 'done'::text);
--   BEGIN;
--   ALTER INDEX public.orders_open_idx RENAME TO orders_open_idx_new;
--   ALTER INDEX public.orders_open_idx_old RENAME TO orders_open_idx;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_open_idx_new;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_known_status TO orders_known_status_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_known_status CHECK (fulfillment = ANY (ARRAY['pending'::text, 'done'::text])) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_known_status_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_known_status_new;
--   BEGIN;
--   ALTER TABLE public.orders DROP COLUMN customer_id;
--   COMMENT ON COLUMN public.orders.status IS NULL;
--   ALTER TABLE public.orders DROP COLUMN status;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN status text DEFAULT 'pending'::text NOT NULL;
COMMENT ON COLUMN public.orders.status IS 'Where it stands';
ALTER TABLE public.orders ADD COLUMN customer_id bigint;
COMMIT;

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (status = ANY (ARRAY['pending'::text, 'done'::text])) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_known_status_new CHECK (status = ANY (ARRAY['pending'::text, 'done'::text])) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_known_status_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_known_status;
ALTER TABLE public.orders RENAME CONSTRAINT orders_known_status_new TO orders_known_status;
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.id, t.customer_id FROM public.orders t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_open_idx_new;
CREATE INDEX CONCURRENTLY orders_open_idx_new ON public.orders (status) WHERE (status <> 'done'::text);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.orders_open_idx RENAME TO orders_open_idx_old;
ALTER INDEX public.orders_open_idx_new RENAME TO orders_open_idx;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_open_idx_old;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.open_orders AS
SELECT orders.id
   FROM public.orders
  WHERE (orders.status <> 'done'::text);

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

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.orders.orders_buyer_id_fkey
--              drop_column public.orders.buyer_id
--              drop_column public.orders.fulfillment
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders DROP COLUMN buyer_id
--   ALTER TABLE public.orders ADD CONSTRAINT orders_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES public.customers(id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_buyer_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP COLUMN buyer_id;
ALTER TABLE public.orders DROP COLUMN fulfillment;
COMMIT;

