~ view public.big_orders: check_option cascaded -> (none); options security_barrier=true -> (none); comment dear -> (none); column_comments id=the key -> (none)

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
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.big_orders.id IS 'the key';
--   COMMENT ON VIEW public.big_orders IS 'dear';
--   COMMIT;
--   -- can not be undone: ALTER VIEW public.big_orders RESET (security_barrier)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.big_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.big_orders RESET (security_barrier);
ALTER VIEW public.big_orders RESET (check_option);
COMMIT;

-- locks: public.big_orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON VIEW public.big_orders IS NULL;
COMMENT ON COLUMN public.big_orders.id IS NULL;
COMMIT;

