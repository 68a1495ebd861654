- foreign key public.orders.orders_customer_fkey
- foreign key public.orders.orders_payer_fkey
- table public.returns (with 5 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.orders.orders_customer_fkey
--              drop_foreign_key public.orders.orders_payer_fkey
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ADD CONSTRAINT orders_payer_fkey FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) MATCH FULL;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) DEFERRABLE INITIALLY DEFERRED;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_payer_fkey;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.returns.returns_customer_fkey
--              drop_foreign_key public.returns.returns_payer_fkey
--              drop_table public.returns
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.returns    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.returns
--   ALTER TABLE public.returns ADD CONSTRAINT returns_payer_fkey FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) MATCH FULL;
--   ALTER TABLE public.returns ADD CONSTRAINT returns_customer_fkey FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) DEFERRABLE INITIALLY DEFERRED;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.returns ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.returns IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.returns DROP CONSTRAINT returns_customer_fkey;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.returns ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.returns IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.returns DROP CONSTRAINT returns_payer_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.returns ACCESS EXCLUSIVE; catalog only
DROP TABLE public.returns;

