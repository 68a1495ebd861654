+ trigger public.orders.agree
+ trigger public.orders.touch
+ trigger public.orders.watch
+ view trigger public.open_orders.notice
+ view trigger public.open_orders.write

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_trigger public.orders.agree
--              enable_trigger public.orders.agree
--              create_trigger public.orders.touch
--              enable_trigger public.orders.touch
--              comment public.orders.touch
--              create_trigger public.orders.watch
--              enable_trigger public.orders.watch
--              create_trigger public.open_orders.notice
--              create_trigger public.open_orders.write
--              comment public.open_orders.write
-- locks        public.open_orders  SHARE ROW EXCLUSIVE  catalog only
--              public.orders       SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 5.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON TRIGGER write ON public.open_orders IS NULL;
--   DROP TRIGGER write ON public.open_orders;
--   DROP TRIGGER notice ON public.open_orders;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders ENABLE TRIGGER watch;
--   DROP TRIGGER watch ON public.orders;
--   COMMIT;
--   COMMENT ON TRIGGER touch ON public.orders IS NULL;
--   BEGIN;
--   ALTER TABLE public.orders ENABLE TRIGGER touch;
--   DROP TRIGGER touch ON public.orders;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders ENABLE TRIGGER agree;
--   DROP TRIGGER agree ON public.orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE CONSTRAINT TRIGGER agree
    AFTER INSERT ON public.orders FROM public.customers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE REPLICA TRIGGER agree;
COMMIT;

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE TRIGGER touch
    BEFORE INSERT OR UPDATE OF total, id ON public.orders
    FOR EACH ROW WHEN (new.total > 0)
    EXECUTE FUNCTION public.touch('a', 'it''s');
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMIT;

COMMENT ON TRIGGER touch ON public.orders IS 'Touches';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE TRIGGER watch
    AFTER UPDATE ON public.orders
    REFERENCING OLD TABLE AS before NEW TABLE AS "After"
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders DISABLE TRIGGER watch;
COMMIT;

-- locks: public.open_orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE TRIGGER notice
    AFTER INSERT ON public.open_orders
    FOR EACH STATEMENT WHEN (pg_trigger_depth() < 2)
    EXECUTE FUNCTION public.touch();
CREATE TRIGGER write
    INSTEAD OF INSERT OR UPDATE ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMENT ON TRIGGER write ON public.open_orders IS 'Writes';
COMMIT;

