- trigger public.orders.agree
- trigger public.orders.touch
- trigger public.orders.watch
- view trigger public.open_orders.notice
- view trigger public.open_orders.write

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_trigger public.open_orders.notice
--              drop_trigger public.open_orders.write
--              drop_trigger public.orders.agree
--              drop_trigger public.orders.touch
--              drop_trigger public.orders.watch
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE TRIGGER watch
--       AFTER UPDATE ON public.orders
--       REFERENCING OLD TABLE AS before NEW TABLE AS "After"
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   CREATE TRIGGER touch
--       BEFORE INSERT OR UPDATE OF total, id ON public.orders
--       FOR EACH ROW WHEN (new.total > 0)
--       EXECUTE FUNCTION public.touch('a', 'it''s');
--   CREATE CONSTRAINT TRIGGER agree
--       AFTER INSERT ON public.orders FROM public.customers DEFERRABLE INITIALLY DEFERRED
--       FOR EACH ROW
--       EXECUTE FUNCTION public.touch();
--   COMMIT;
--   BEGIN;
--   CREATE TRIGGER write
--       INSTEAD OF INSERT OR UPDATE ON public.open_orders
--       FOR EACH ROW
--       EXECUTE FUNCTION public.touch();
--   CREATE TRIGGER notice
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT WHEN (pg_trigger_depth() < 2)
--       EXECUTE FUNCTION public.touch();
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER notice ON public.open_orders;
DROP TRIGGER write ON public.open_orders;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER agree ON public.orders;
DROP TRIGGER touch ON public.orders;
DROP TRIGGER watch ON public.orders;
COMMIT;

