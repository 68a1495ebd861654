! trigger public.orders.agree: deferrable initially deferred -> initially immediate; from public.customers -> public.regions
~ trigger public.orders."check": condition (new.total > 0) -> (new.total > 1)
! trigger public.orders.once_plain: constraint false -> true
~ trigger public.orders.touch: for_each (none) -> row; enabled always -> replica; comment Touches -> Feels
~ trigger public.orders.watch: old_table old_rows -> old_ones; new_table new_rows -> new_ones
~ view trigger public.open_orders.hear: condition (none) -> (pg_trigger_depth() < 2)
~ view trigger public.open_orders.notice: when after insert -> after insert or update; condition (pg_trigger_depth() < 2) -> (pg_trigger_depth() < 3); comment Notices -> Notices more
~ view trigger public.open_orders.see: when after insert -> instead of insert; for_each (none) -> row

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_trigger public.orders."check"
--              replace_trigger public.orders.touch
--              enable_trigger public.orders.touch
--              comment public.orders.touch
--              replace_trigger public.orders.watch
--              replace_trigger public.open_orders.hear
--              replace_trigger public.open_orders.notice
--              comment public.open_orders.notice
--              replace_trigger public.open_orders.see
--              rebuild_trigger public.orders.agree
--              rebuild_trigger public.orders.once_plain
-- locks        public.open_orders  SHARE ROW EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE     catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 4 and 5 of 7.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TRIGGER once_plain ON public.orders
--   -- can not be undone: DROP TRIGGER agree ON public.orders
--   BEGIN;
--   CREATE OR REPLACE TRIGGER see
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMENT ON TRIGGER notice ON public.open_orders IS 'Notices';
--   CREATE OR REPLACE TRIGGER notice
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT WHEN (pg_trigger_depth() < 2)
--       EXECUTE FUNCTION public.touch();
--   CREATE OR REPLACE TRIGGER hear
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMIT;
--   CREATE OR REPLACE TRIGGER watch
--       AFTER UPDATE ON public.orders
--       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMENT ON TRIGGER touch ON public.orders IS 'Touches';
--   BEGIN;
--   ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
--   CREATE OR REPLACE TRIGGER touch
--       BEFORE INSERT ON public.orders
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMIT;
--   CREATE OR REPLACE TRIGGER "check"
--       BEFORE INSERT ON public.orders
--       FOR EACH ROW WHEN (new.total > 0)
--       EXECUTE FUNCTION public.touch();

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
CREATE OR REPLACE TRIGGER "check"
    BEFORE INSERT ON public.orders
    FOR EACH ROW WHEN (new.total > 1)
    EXECUTE FUNCTION public.touch();

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER touch
    BEFORE INSERT ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE REPLICA TRIGGER touch;
COMMIT;

COMMENT ON TRIGGER touch ON public.orders IS 'Feels';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
CREATE OR REPLACE TRIGGER watch
    AFTER UPDATE ON public.orders
    REFERENCING OLD TABLE AS old_ones NEW TABLE AS new_ones
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();

-- locks: public.open_orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER hear
    AFTER INSERT ON public.open_orders
    FOR EACH STATEMENT WHEN (pg_trigger_depth() < 2)
    EXECUTE FUNCTION public.touch();
CREATE OR REPLACE TRIGGER notice
    AFTER INSERT OR UPDATE ON public.open_orders
    FOR EACH STATEMENT WHEN (pg_trigger_depth() < 3)
    EXECUTE FUNCTION public.touch();
COMMENT ON TRIGGER notice ON public.open_orders IS 'Notices more';
CREATE OR REPLACE TRIGGER see
    INSTEAD OF INSERT ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER agree ON public.orders;
CREATE CONSTRAINT TRIGGER agree
    AFTER INSERT ON public.orders FROM public.regions DEFERRABLE
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER once_plain ON public.orders;
CREATE CONSTRAINT TRIGGER once_plain
    AFTER INSERT ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

