+ column public.orders.payment

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              nothing -> public.orders.payment (one way)
-- meanwhile    public.orders: the old version does not know payment, a trigger fills it in; the new one reads and
--                writes it.
-- changes      add_column_without_values public.orders.payment
--              create_helper_sequence public.orders.payment
--              create_helper_function public.orders.payment
--              close_helper_function public.orders.payment
--              create_helper_trigger public.orders.payment
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_payment_fill ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_payment_fill() TO PUBLIC;
--   DROP FUNCTION public.orders_payment_fill();
--   DROP SEQUENCE public.orders_payment_fill_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN payment;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN payment text;

-- The old application version does not know payment: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.orders_payment_fill_seen;
CREATE FUNCTION public.orders_payment_fill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.payment := (SELECT CASE status WHEN 'pending' THEN 'unpaid' ELSE 'paid' END FROM (SELECT NEW.*) AS orders);
  IF TG_OP = 'INSERT' OR OLD.payment IS NOT NULL THEN
    PERFORM setval('public.orders_payment_fill_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_payment_fill() FROM PUBLIC;
CREATE TRIGGER zzz_orders_payment_fill BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (NEW.payment IS NULL)
  EXECUTE FUNCTION public.orders_payment_fill();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              nothing -> public.orders.payment (one way)
-- meanwhile    public.orders: the old version does not know payment, a trigger fills it in; the new one reads and
--                writes it.
-- changes      backfill public.orders.payment
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills payment of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key1 public.orders.region%TYPE;
  last_key1 public.orders.region%TYPE;
  first_key2 public.orders.number%TYPE;
  last_key2 public.orders.number%TYPE;
BEGIN
  SELECT region, number INTO first_key1, first_key2
    FROM public.orders ORDER BY region, number LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT region, number INTO last_key1, last_key2
      FROM (SELECT region, number FROM public.orders
             WHERE (region, number) >= (first_key1, first_key2) ORDER BY region, number LIMIT 5000) AS batch
     ORDER BY region DESC, number DESC LIMIT 1;
    UPDATE public.orders
       SET payment = CASE status WHEN 'pending' THEN 'unpaid' ELSE 'paid' END
     WHERE (region, number) >= (first_key1, first_key2) AND (region, number) <= (last_key1, last_key2)
       AND payment IS NULL;
    COMMIT;
    SELECT region, number INTO first_key1, first_key2
      FROM public.orders WHERE (region, number) > (last_key1, last_key2)
     ORDER BY region, number LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              nothing -> public.orders.payment (one way)
-- meanwhile    public.orders: the old version does not know payment, a trigger fills it in; the new one reads and
--                writes it.
-- changes      add_check_not_valid public.orders.orders_payment_not_null
--              validate_constraint public.orders.orders_payment_not_null
--              set_not_null_proven public.orders.payment
--              drop_constraint public.orders.orders_payment_not_null
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 3.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_payment_not_null CHECK (payment IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN payment DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_payment_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves payment NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, number, region FROM public.orders WHERE payment IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_payment_not_null CHECK (payment IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN payment SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_payment_not_null;
COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              nothing -> public.orders.payment (one way)
-- meanwhile    public.orders: the old version does not know payment, a trigger fills it in; the new one reads and
--                writes it.
-- changes      drop_helper_trigger public.orders.payment
--              drop_helper_function public.orders.payment
--              drop_helper_sequence public.orders.payment
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_orders_payment_fill ON public.orders;
DROP FUNCTION public.orders_payment_fill();
DROP SEQUENCE public.orders_payment_fill_seen;
COMMIT;

