- view public.big_orders

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.big_orders
-- locks        public.big_orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE VIEW public.big_orders WITH (security_barrier = true, check_option = local) AS
--   SELECT orders.id,
--       orders.total
--      FROM public.orders
--     WHERE (orders.total > 100);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.big_orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.big_orders;

