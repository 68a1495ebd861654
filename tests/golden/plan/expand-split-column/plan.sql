+ column public.orders.fulfillment_status
+ column public.orders.payment_status
- column public.orders.status

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      add_column_without_values public.orders.fulfillment_status
--              add_column_without_values public.orders.payment_status
--              share_access public.orders.fulfillment_status
--              share_access public.orders.payment_status
--              create_helper_sequence public.orders.fulfillment_status
--              create_helper_function public.orders.fulfillment_status
--              close_helper_function public.orders.fulfillment_status
--              create_helper_trigger public.orders.fulfillment_status
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_status_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_status_sync();
--   DROP SEQUENCE public.orders_status_sync_seen;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders DROP COLUMN payment_status;
--   ALTER TABLE public.orders DROP COLUMN fulfillment_status;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN fulfillment_status text;
ALTER TABLE public.orders ADD COLUMN payment_status text;
COMMIT;

-- Who has rights on status alone gets them on fulfillment_status too.
-- Who has rights on status alone gets them on payment_status too.
-- Keeps status and fulfillment_status, payment_status in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'fulfillment_status', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'payment_status', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE SEQUENCE public.orders_status_sync_seen;
CREATE FUNCTION public.orders_status_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.fulfillment_status IS NULL AND NEW.payment_status IS NULL THEN
      NEW.fulfillment_status := (SELECT split_part(status, '/', 2) FROM (SELECT NEW.*) AS orders);
      NEW.payment_status := (SELECT split_part(status, '/', 1) FROM (SELECT NEW.*) AS orders);
      IF NEW.status IS NOT NULL THEN
        PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
      IF NEW.payment_status IS NULL THEN NEW.payment_status := 'unpaid'::text; END IF;
      NEW.status := (SELECT payment_status || '/' || fulfillment_status FROM (SELECT NEW.*) AS orders);
    ELSE
      IF NEW.payment_status IS NULL THEN NEW.payment_status := 'unpaid'::text; END IF;
      NEW.status := (SELECT payment_status || '/' || fulfillment_status FROM (SELECT NEW.*) AS orders);
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status)
    AND (NEW.fulfillment_status IS DISTINCT FROM OLD.fulfillment_status OR NEW.payment_status IS DISTINCT FROM OLD.payment_status)
    AND (OLD.fulfillment_status IS NOT NULL OR OLD.payment_status IS NOT NULL OR OLD.status IS NULL) THEN
    IF (NEW.fulfillment_status IS DISTINCT FROM (SELECT split_part(status, '/', 2) FROM (SELECT NEW.*) AS orders)::text OR NEW.payment_status IS DISTINCT FROM (SELECT split_part(status, '/', 1) FROM (SELECT NEW.*) AS orders)::text)
      AND (NEW.status IS DISTINCT FROM (SELECT payment_status || '/' || fulfillment_status FROM (SELECT NEW.*) AS orders)::text) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, fulfillment_status, payment_status of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status) THEN
    NEW.fulfillment_status := (SELECT split_part(status, '/', 2) FROM (SELECT NEW.*) AS orders);
    NEW.payment_status := (SELECT split_part(status, '/', 1) FROM (SELECT NEW.*) AS orders);
    PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.fulfillment_status IS DISTINCT FROM OLD.fulfillment_status OR NEW.payment_status IS DISTINCT FROM OLD.payment_status) AND (NEW.fulfillment_status IS DISTINCT FROM (SELECT split_part(status, '/', 2) FROM (SELECT NEW.*) AS orders)::text OR NEW.payment_status IS DISTINCT FROM (SELECT split_part(status, '/', 1) FROM (SELECT NEW.*) AS orders)::text) THEN
    NEW.status := (SELECT payment_status || '/' || fulfillment_status FROM (SELECT NEW.*) AS orders);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_status_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      backfill public.orders.fulfillment_status
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills fulfillment_status, payment_status of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET fulfillment_status = split_part(status, '/', 2),
           payment_status = split_part(status, '/', 1)
     WHERE id >= first_key AND id <= last_key
       AND fulfillment_status IS NULL AND payment_status IS NULL AND num_nonnulls((split_part(status, '/', 2)), (split_part(status, '/', 1))) > 0;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
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
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      add_check_not_valid public.orders.orders_fulfillment_status_not_null
--              validate_constraint public.orders.orders_fulfillment_status_not_null
--              set_not_null_proven public.orders.fulfillment_status
--              drop_constraint public.orders.orders_fulfillment_status_not_null
--              add_check_not_valid public.orders.orders_payment_status_not_null
--              validate_constraint public.orders.orders_payment_status_not_null
--              set_not_null_proven public.orders.payment_status
--              drop_constraint public.orders.orders_payment_status_not_null
--              reconcile public.orders.fulfillment_status
--              analyze public.orders.fulfillment_status
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5 and 8 of 8.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.orders (fulfillment_status, payment_status)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_payment_status_not_null CHECK (payment_status IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN payment_status DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_status_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_payment_status_not_null;
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_status_not_null CHECK (fulfillment_status IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN fulfillment_status DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_status_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves fulfillment_status NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE fulfillment_status IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_status_not_null CHECK (fulfillment_status IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN fulfillment_status SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_status_not_null;
COMMIT;

-- Proves payment_status NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE payment_status IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_payment_status_not_null CHECK (payment_status IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_payment_status_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN payment_status SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_payment_status_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (fulfillment_status IS DISTINCT FROM (split_part(status, '/', 2))::text
    OR payment_status IS DISTINCT FROM (split_part(status, '/', 1))::text)
   AND (status IS DISTINCT FROM (payment_status || '/' || fulfillment_status)::text);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (fulfillment_status, payment_status);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      drop_helper_trigger public.orders.fulfillment_status
--              drop_helper_function public.orders.fulfillment_status
--              drop_helper_sequence public.orders.fulfillment_status
--              drop_old_side public.orders.status
--              set_default public.orders.payment_status
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (fulfillment_status IS DISTINCT FROM (split_part(status, '/', 2))::text OR payment_status IS DISTINCT FROM (split_part(status, '/', 1))::text) AND (status IS DISTINCT FROM (payment_status || '/' || fulfillment_status)::text) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
DROP SEQUENCE public.orders_status_sync_seen;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders ALTER COLUMN payment_status SET DEFAULT 'unpaid'::text;
COMMIT;

