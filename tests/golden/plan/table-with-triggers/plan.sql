+ table public.orders (with 6 parts)
+ view public.open_orders (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders
--              create_view public.open_orders
--              create_trigger public.orders.agree
--              create_trigger public.orders.watch
--              create_trigger public.open_orders.notice
--              create_trigger public.open_orders.write
--              comment public.open_orders.write
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TRIGGER write ON public.open_orders IS NULL;
--   DROP TRIGGER write ON public.open_orders;
--   DROP TRIGGER notice ON public.open_orders;
--   DROP TRIGGER watch ON public.orders;
--   DROP TRIGGER agree ON public.orders;
--   DROP VIEW public.open_orders;
--   DROP TABLE public.orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders (
  id bigint NOT NULL,
  total bigint NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

CREATE VIEW public.open_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders;

CREATE CONSTRAINT TRIGGER agree
    AFTER INSERT ON public.orders FROM public.customers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();

CREATE TRIGGER watch
    AFTER UPDATE ON public.orders
    REFERENCING OLD TABLE AS was NEW TABLE AS "now is"
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.touch();

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

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_trigger public.orders.touch
--              enable_trigger public.orders.touch
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders ENABLE TRIGGER touch;
--   DROP TRIGGER touch ON public.orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
CREATE TRIGGER touch
    BEFORE INSERT OR UPDATE OF total ON public.orders
    FOR EACH ROW WHEN (new.total > 0)
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      comment public.orders.touch
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TRIGGER touch ON public.orders IS NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

COMMENT ON TRIGGER touch ON public.orders IS 'Touches';

COMMIT;

