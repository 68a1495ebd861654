- table public.orders (with 6 parts)
- view public.open_orders (with 2 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.open_orders
--              drop_table public.orders
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.orders
--   CREATE VIEW public.open_orders AS
--   SELECT orders.id,
--       orders.total
--      FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.open_orders;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP TABLE public.orders;

