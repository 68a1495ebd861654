- table public.payments (with 4 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.payments.payments_order_id_fkey
--              drop_table public.payments
-- locks        public.orders    ACCESS EXCLUSIVE  catalog only
--              public.payments  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.payments
--   ALTER TABLE public.payments ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE SET NULL (order_id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.orders ACCESS EXCLUSIVE, public.payments ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.orders, public.payments IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.payments DROP CONSTRAINT payments_order_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.payments ACCESS EXCLUSIVE; catalog only
DROP TABLE public.payments;

