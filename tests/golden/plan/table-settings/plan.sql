~ table public.orders: with (none) -> fillfactor=70; comment (none) -> One row per checkout

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_table_storage public.orders
--              comment public.orders
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON TABLE public.orders IS NULL;
--   ALTER TABLE public.orders RESET (fillfactor);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders SET (fillfactor = 70);
COMMENT ON TABLE public.orders IS 'One row per checkout';
COMMIT;

