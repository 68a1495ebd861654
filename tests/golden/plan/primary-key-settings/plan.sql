~ primary key public.orders.orders_pkey: with (none) -> fillfactor=70; comment (none) -> one only
~ primary key public.returns.returns_pkey: with fillfactor=80 -> fillfactor=60; comment one each -> one of each

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_index_storage public.orders.orders_pkey
--              comment public.orders.orders_pkey
--              set_index_storage public.returns.returns_pkey
--              comment public.returns.returns_pkey
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT returns_pkey ON public.returns IS 'one each';
--   -- can not be undone: ALTER INDEX public.returns_pkey SET (fillfactor = 60)
--   COMMENT ON CONSTRAINT orders_pkey ON public.orders IS NULL;
--   -- can not be undone: ALTER INDEX public.orders_pkey SET (fillfactor = 70)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.orders_pkey SET (fillfactor = 70);

COMMENT ON CONSTRAINT orders_pkey ON public.orders IS 'one only';

ALTER INDEX public.returns_pkey SET (fillfactor = 60);

COMMENT ON CONSTRAINT returns_pkey ON public.returns IS 'one of each';

