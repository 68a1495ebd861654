+ table public.customers (with 2 parts)
! trigger public.orders.agree: deferrable (none) -> initially immediate; from (none) -> public.customers
~ trigger public.orders.on_and_off: enabled (none) -> never
~ trigger public.orders.touch: when before insert -> before insert or update; condition (none) -> (new.total > 10); execute public.touch() -> public.feel(); comment (none) -> Feels
~ trigger public.orders.watch: old_table (none) -> old_rows; new_table fresh -> (none)
~ view trigger public.open_orders.notice: execute public.touch() -> public.feel()
~ view trigger public.open_orders.write: execute public.touch() -> public.feel(); comment (none) -> Writes

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.customers
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.customers;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.customers (
  id bigint NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (id)
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
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
--   COMMENT ON TRIGGER write ON public.open_orders IS NULL;
--   CREATE OR REPLACE TRIGGER write
--       INSTEAD OF INSERT ON public.open_orders
--       FOR EACH ROW
--       EXECUTE FUNCTION public.touch();
--   CREATE OR REPLACE TRIGGER notice
--       AFTER INSERT ON public.open_orders
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMIT;
--   CREATE OR REPLACE TRIGGER watch
--       AFTER UPDATE ON public.orders
--       REFERENCING NEW TABLE AS fresh
--       FOR EACH STATEMENT
--       EXECUTE FUNCTION public.touch();
--   COMMENT ON TRIGGER touch ON public.orders IS NULL;
--   BEGIN;
--   ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
--   CREATE OR REPLACE TRIGGER touch
--       BEFORE INSERT ON public.orders
--       FOR EACH ROW
--       EXECUTE FUNCTION public.touch();
--   COMMIT;
--   ALTER TABLE public.orders ENABLE TRIGGER on_and_off;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.orders DISABLE TRIGGER on_and_off;

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER touch
    BEFORE INSERT OR UPDATE ON public.orders
    FOR EACH ROW WHEN (new.total > 10)
    EXECUTE FUNCTION public.feel();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMIT;

COMMENT ON TRIGGER touch ON public.orders IS 'Feels';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
CREATE OR REPLACE TRIGGER watch
    AFTER UPDATE ON public.orders
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();

-- locks: public.open_orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE TRIGGER notice
    AFTER INSERT ON public.open_orders
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.feel();
CREATE OR REPLACE TRIGGER write
    INSTEAD OF INSERT ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.feel();
COMMENT ON TRIGGER write ON public.open_orders IS 'Writes';
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER agree ON public.orders;
CREATE CONSTRAINT TRIGGER agree
    AFTER INSERT ON public.orders FROM public.customers DEFERRABLE
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

