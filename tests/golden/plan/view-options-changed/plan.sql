~ view public.large_orders: check_option local -> cascaded; options security_barrier=true -> security_invoker=true; comment what to look at -> what to look at first; column_comments id=number, total=in cents -> id=number of the order, total=in cents

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
--   COMMENT ON COLUMN public.large_orders.id IS 'number';
--   COMMENT ON VIEW public.large_orders IS 'what to look at';
--   COMMIT;
--   -- can not be undone: ALTER VIEW public.large_orders SET (security_invoker = true)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.large_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.large_orders SET (security_invoker = true);
ALTER VIEW public.large_orders RESET (security_barrier);
ALTER VIEW public.large_orders SET (check_option = cascaded);
COMMIT;

-- locks: public.large_orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON VIEW public.large_orders IS 'what to look at first';
COMMENT ON COLUMN public.large_orders.id IS 'number of the order';
COMMIT;

