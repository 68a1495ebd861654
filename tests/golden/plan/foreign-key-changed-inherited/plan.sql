! foreign key public.orders.orders_customer_id_fkey: on_delete (none) -> set null

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.orders.orders_customer_id_fkey
--              validate_constraint public.orders.orders_customer_id_fkey
--              drop_foreign_key public.orders.orders_customer_id_fkey
--              rename_constraint public.orders.orders_customer_id_fkey
-- locks        public.customers  ACCESS EXCLUSIVE        catalog only
--              public.customers  ROW SHARE               scan
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 3.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_customer_id_fkey TO orders_customer_id_fkey_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.customer_id FROM ONLY public.orders t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, ONLY public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey_new FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE SET NULL NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, ONLY public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE public.orders RENAME CONSTRAINT orders_customer_id_fkey_new TO orders_customer_id_fkey;
COMMIT;

