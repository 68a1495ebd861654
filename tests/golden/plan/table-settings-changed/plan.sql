~ table public.orders: with fillfactor=80, autovacuum_enabled=false -> fillfactor=70, autovacuum_vacuum_scale_factor=0.01; comment what was bought -> what was bought, and by whom

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
--   COMMENT ON TABLE public.orders IS 'what was bought';
--   ALTER TABLE public.orders SET (fillfactor = 80, autovacuum_enabled = false), RESET (autovacuum_vacuum_scale_factor);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01), RESET (autovacuum_enabled);
COMMENT ON TABLE public.orders IS 'what was bought, and by whom';
COMMIT;

