+ foreign key public.orders.orders_customer_fkey
+ foreign key public.orders.orders_payer_fkey
+ table public.returns (with 5 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.returns
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.returns;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.returns (
  shop integer,
  customer_id bigint,
  payer_id bigint
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.orders.orders_customer_fkey
--              add_foreign_key_not_valid public.orders.orders_payer_fkey
--              add_foreign_key_on_new_table public.returns.returns_customer_fkey
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
--              public.orders     SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.returns DROP CONSTRAINT returns_customer_fkey;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_payer_fkey;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_payer_fkey FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) MATCH FULL NOT VALID;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.customers SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.returns ADD CONSTRAINT returns_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) DEFERRABLE INITIALLY DEFERRED;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      comment public.returns.returns_customer_fkey
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT returns_customer_fkey ON public.returns IS NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

COMMENT ON CONSTRAINT returns_customer_fkey ON public.returns IS 'who bought it';

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.returns.returns_payer_fkey
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.returns DROP CONSTRAINT returns_payer_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.customers SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.returns ADD CONSTRAINT returns_payer_fkey FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) MATCH FULL NOT VALID;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_customer_fkey
--              comment public.orders.orders_customer_fkey
-- locks        public.customers  ROW SHARE               scan
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT orders_customer_fkey ON public.orders IS NULL;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_fkey

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON CONSTRAINT orders_customer_fkey ON public.orders IS 'who bought it';

