~ primary key public.orders.orders_pkey: with fillfactor=70 -> (none); comment one only -> (none)
~ primary key public.returns.returns_pkey: with fillfactor=60 -> fillfactor=80; comment one of each -> one each

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
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 3 and 4 of 4.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT returns_pkey ON public.returns IS 'one of each';
--   -- can not be undone: ALTER INDEX public.returns_pkey SET (fillfactor = 80)
--   COMMENT ON CONSTRAINT orders_pkey ON public.orders IS 'one only';
--   -- can not be undone: ALTER INDEX public.orders_pkey RESET (fillfactor)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.orders_pkey RESET (fillfactor);

COMMENT ON CONSTRAINT orders_pkey ON public.orders IS NULL;

ALTER INDEX public.returns_pkey SET (fillfactor = 80);

COMMENT ON CONSTRAINT returns_pkey ON public.returns IS 'one each';

