~ view public.big_orders: check_option (none) -> cascaded; options (none) -> security_barrier=true; comment (none) -> dear; column_comments (none) -> id=the key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_view_options public.big_orders
--              comment public.big_orders
-- locks        public.big_orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.big_orders.id IS NULL;
--   COMMENT ON VIEW public.big_orders IS NULL;
--   COMMIT;
--   -- can not be undone: ALTER VIEW public.big_orders SET (security_barrier = true)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.big_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.big_orders SET (security_barrier = true);
ALTER VIEW public.big_orders SET (check_option = cascaded);
COMMIT;

-- locks: public.big_orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON VIEW public.big_orders IS 'dear';
COMMENT ON COLUMN public.big_orders.id IS 'the key';
COMMIT;

