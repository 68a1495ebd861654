- foreign key public.lines.lines_order_id_fkey
- table public.orders (with 7 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.lines.lines_order_id_fkey
--              drop_foreign_key public.orders.orders_customer_id_fkey
--              drop_table public.orders
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.lines      ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.orders
--   ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);
--   ALTER TABLE public.lines ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order_id_fkey;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP TABLE public.orders;

