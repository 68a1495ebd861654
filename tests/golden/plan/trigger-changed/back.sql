- table public.customers (with 2 parts)
! trigger public.orders.agree: deferrable initially immediate -> (none); from public.customers -> (none)
~ trigger public.orders.on_and_off: enabled never -> (none)
~ trigger public.orders.touch: when before insert or update -> before insert; condition (new.total > 10) -> (none); execute public.feel() -> public.touch(); comment Feels -> (none)
~ trigger public.orders.watch: old_table old_rows -> (none); new_table (none) -> fresh
~ view trigger public.open_orders.notice: execute public.feel() -> public.touch()
~ view trigger public.open_orders.write: execute public.feel() -> public.touch(); comment Writes -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      enable_trigger public.orders.on_and_off
--              replace_trigger public.orders.touch
--              enable_trigger public.orders.touch
--              comment public.orders.touch
--              replace_trigger public.orders.watch
--              replace_trigger public.open_orders.notice
--              replace_trigger public.open_orders.write
--              comment public.open_orders.write
--              rebuild_trigger public.orders.agree
-- locks        public.open_orders  SHARE ROW EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE     catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3, 4 and 5 of 6.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TRIGGER agree ON public.orders
--   BEGIN;
--   COMMENT ON TRIGGER write ON public.open_orders IS 'Writes';
--   CREATE OR REPLACE TRIGGER write
--       INSTEAD OF INSERT ON public.open_orders
--       FOR EACH ROW
--       EXECUTE FUNCTION public.feel();
--   CREATE OR REPLACE TRIGGER notice
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.feel();
--   COMMIT;
--   CREATE OR REPLACE TRIGGER watch
--       AFTER UPDATE ON public.orders
--       REFERENCING OLD TABLE AS old_rows
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMENT ON TRIGGER touch ON public.orders IS 'Feels';
--   BEGIN;
--   ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
--   CREATE OR REPLACE TRIGGER touch
--       BEFORE INSERT OR UPDATE ON public.orders
--       FOR EACH ROW WHEN (new.total > 10)
--       EXECUTE FUNCTION public.feel();
--   COMMIT;
--   ALTER TABLE public.orders DISABLE TRIGGER on_and_off;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.orders ENABLE TRIGGER on_and_off;

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER touch
    BEFORE INSERT ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMIT;

COMMENT ON TRIGGER touch ON public.orders IS NULL;

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
CREATE OR REPLACE TRIGGER watch
    AFTER UPDATE ON public.orders
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();

-- locks: public.open_orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER notice
    AFTER INSERT ON public.open_orders
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();
CREATE OR REPLACE TRIGGER write
    INSTEAD OF INSERT ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMENT ON TRIGGER write ON public.open_orders IS NULL;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER agree ON public.orders;
CREATE CONSTRAINT TRIGGER agree
    AFTER INSERT ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.customers
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.customers ACCESS EXCLUSIVE; catalog only
DROP TABLE public.customers;

