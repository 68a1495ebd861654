- check public.orders.orders_customer
+ foreign key public.orders.orders_customer
+ index public.orders.orders_code
- table public.open_orders (with 1 part)
- unique public.orders.orders_code
+ view public.open_orders (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.orders.orders_customer
--              add_foreign_key_not_valid public.orders.orders_customer
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE     catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_customer CHECK (customer_id > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT orders_customer;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.id, t.customer_id FROM public.orders t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_customer
-- locks        public.customers  ROW SHARE               scan
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_code
--              drop_constraint public.orders.orders_code
--              rename_index public.orders.orders_code
--              drop_table public.open_orders
-- locks        public.open_orders  ACCESS EXCLUSIVE        catalog only
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  index build
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.open_orders
--   BEGIN;
--   ALTER INDEX public.orders_code RENAME TO orders_code_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_code UNIQUE (code);
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_code_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, code, count(*) AS times FROM public.orders WHERE (code <> ''::text) AND code IS NOT NULL GROUP BY code HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_code_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_code_new ON public.orders (code) WHERE (code <> ''::text);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The index takes the name of the constraint that goes with it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_code;
ALTER INDEX public.orders_code_new RENAME TO orders_code;
COMMIT;

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
DROP TABLE public.open_orders;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      create_view public.open_orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP VIEW public.open_orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE VIEW public.open_orders AS
SELECT orders.id
   FROM public.orders;

COMMIT;

