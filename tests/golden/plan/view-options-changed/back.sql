~ view public.large_orders: check_option cascaded -> local; options security_invoker=true -> security_barrier=true; comment what to look at first -> what to look at; column_comments id=number of the order, total=in cents -> id=number, total=in cents

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_view_options public.large_orders
--              comment public.large_orders
-- locks        public.large_orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.large_orders.id IS 'number of the order';
--   COMMENT ON VIEW public.large_orders IS 'what to look at first';
--   COMMIT;
--   -- can not be undone: ALTER VIEW public.large_orders SET (security_barrier = true)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.large_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.large_orders SET (security_barrier = true);
ALTER VIEW public.large_orders RESET (security_invoker);
ALTER VIEW public.large_orders SET (check_option = local);
COMMIT;

-- locks: public.large_orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON VIEW public.large_orders IS 'what to look at';
COMMENT ON COLUMN public.large_orders.id IS 'number';
COMMIT;

