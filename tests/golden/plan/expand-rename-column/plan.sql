! check public.orders.orders_known_status: expression (status = ANY (ARRAY['pending'::text, 'done'::text])) -> (fulfillment = ANY (ARRAY['pending'::text, 'done'::text]))
+ column public.orders.buyer_id
- column public.orders.customer_id
+ column public.orders.fulfillment
- column public.orders.status
+ foreign key public.orders.orders_buyer_id_fkey
- foreign key public.orders.orders_customer_id_fkey
! index public.orders.orders_open_idx: columns status -> fulfillment; where (status <> 'done'::text) -> (fulfillment <> 'done'::text)
~ view public.open_orders: query  SELECT orders.id    FROM public.orders   WHERE (orders.s... ->  SELECT orders.id    FROM public.orders   WHERE (orders.f...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.customer_id -> public.orders.buyer_id
--              public.orders.status -> public.orders.fulfillment
-- meanwhile    public.orders: the old version reads and writes customer_id, the new one buyer_id; a trigger keeps
--                them in step.
--              public.orders: the old version reads and writes status, the new one fulfillment; a trigger keeps them
--                in step.
-- changes      add_column_without_values public.orders.fulfillment
--              comment public.orders.fulfillment
--              share_access public.orders.fulfillment
--              create_helper_sequence public.orders.fulfillment
--              create_helper_function public.orders.fulfillment
--              close_helper_function public.orders.fulfillment
--              create_helper_trigger public.orders.fulfillment
--              add_column_without_values public.orders.buyer_id
--              share_access public.orders.buyer_id
--              create_helper_sequence public.orders.buyer_id
--              create_helper_function public.orders.buyer_id
--              close_helper_function public.orders.buyer_id
--              create_helper_trigger public.orders.buyer_id
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_customer_id_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_customer_id_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_customer_id_sync();
--   DROP SEQUENCE public.orders_customer_id_sync_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN buyer_id;
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_status_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_status_sync();
--   DROP SEQUENCE public.orders_status_sync_seen;
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public.orders.fulfillment IS NULL;
--   ALTER TABLE public.orders DROP COLUMN fulfillment;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN fulfillment text;
COMMENT ON COLUMN public.orders.fulfillment IS 'Where it stands';
COMMIT;

-- Who has rights on status alone gets them on fulfillment too.
-- Keeps status and fulfillment in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'fulfillment', 'public.orders',
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
    IF NEW.fulfillment IS NULL THEN
      NEW.fulfillment := NEW.status;
      IF NEW.status IS DISTINCT FROM 'pending'::text THEN
        PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      NEW.status := NEW.fulfillment;
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status)
    AND (NEW.fulfillment IS DISTINCT FROM OLD.fulfillment)
    AND (OLD.fulfillment IS NOT NULL OR OLD.status IS NULL) THEN
    IF (NEW.fulfillment IS DISTINCT FROM NEW.status)
      AND (NEW.status IS DISTINCT FROM NEW.fulfillment) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, fulfillment of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status) THEN
    NEW.fulfillment := NEW.status;
    PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.fulfillment IS DISTINCT FROM OLD.fulfillment) AND (NEW.fulfillment IS DISTINCT FROM NEW.status) THEN
    NEW.status := NEW.fulfillment;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_status_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN buyer_id bigint;

-- Who has rights on customer_id alone gets them on buyer_id too.
-- Keeps customer_id and buyer_id in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'buyer_id', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'customer_id'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE SEQUENCE public.orders_customer_id_sync_seen;
CREATE FUNCTION public.orders_customer_id_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.buyer_id IS NULL THEN
      NEW.buyer_id := NEW.customer_id;
      IF NEW.customer_id IS NOT NULL THEN
        PERFORM setval('public.orders_customer_id_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      NEW.customer_id := NEW.buyer_id;
    END IF;
  ELSIF (NEW.customer_id IS DISTINCT FROM OLD.customer_id)
    AND (NEW.buyer_id IS DISTINCT FROM OLD.buyer_id)
    AND (OLD.buyer_id IS NOT NULL OR OLD.customer_id IS NULL) THEN
    IF (NEW.buyer_id IS DISTINCT FROM NEW.customer_id)
      AND (NEW.customer_id IS DISTINCT FROM NEW.buyer_id) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'customer_id, buyer_id of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.customer_id IS DISTINCT FROM OLD.customer_id) THEN
    NEW.buyer_id := NEW.customer_id;
    PERFORM setval('public.orders_customer_id_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.buyer_id IS DISTINCT FROM OLD.buyer_id) AND (NEW.buyer_id IS DISTINCT FROM NEW.customer_id) THEN
    NEW.customer_id := NEW.buyer_id;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_customer_id_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_customer_id_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_customer_id_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.customer_id -> public.orders.buyer_id
--              public.orders.status -> public.orders.fulfillment
-- meanwhile    public.orders: the old version reads and writes customer_id, the new one buyer_id; a trigger keeps
--                them in step.
--              public.orders: the old version reads and writes status, the new one fulfillment; a trigger keeps them
--                in step.
-- changes      backfill public.orders.fulfillment
--              backfill public.orders.buyer_id
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills fulfillment of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET fulfillment = status
     WHERE id >= first_key AND id <= last_key
       AND fulfillment IS NULL AND status IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills buyer_id of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET buyer_id = customer_id
     WHERE id >= first_key AND id <= last_key
       AND buyer_id IS NULL AND customer_id IS NOT NULL;
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
--              public.orders.customer_id -> public.orders.buyer_id
--              public.orders.status -> public.orders.fulfillment
-- meanwhile    public.orders: the old version reads and writes customer_id, the new one buyer_id; a trigger keeps
--                them in step.
--              public.orders: the old version reads and writes status, the new one fulfillment; a trigger keeps them
--                in step.
-- changes      reconcile public.orders.buyer_id
--              analyze public.orders.buyer_id
--              add_check_not_valid public.orders.orders_fulfillment_not_null
--              validate_constraint public.orders.orders_fulfillment_not_null
--              set_not_null_proven public.orders.fulfillment
--              drop_constraint public.orders.orders_fulfillment_not_null
--              reconcile public.orders.fulfillment
--              analyze public.orders.fulfillment
--              add_check_not_valid public.orders.orders_known_status_new
--              validate_constraint public.orders.orders_known_status_new
--              add_foreign_key_not_valid public.orders.orders_buyer_id_fkey
--              validate_constraint public.orders.orders_buyer_id_fkey
--              create_index_concurrently public.orders.orders_open_idx_new
--              replace_view public.open_orders
-- locks        public.customers    SHARE ROW EXCLUSIVE     catalog only
--              public.customers    ROW SHARE               scan
--              public.open_orders  ACCESS EXCLUSIVE        catalog only
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 7, 9, 11 and 13 of 13.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.open_orders AS
--   DROP INDEX CONCURRENTLY public.orders_open_idx_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_buyer_id_fkey
--   ALTER TABLE public.orders DROP CONSTRAINT orders_buyer_id_fkey;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_known_status_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_known_status_new;
--   -- nothing to undo: ANALYZE public.orders (fulfillment)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_not_null CHECK (fulfillment IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN fulfillment DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_not_null;
--   -- nothing to undo: ANALYZE public.orders (buyer_id)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE buyer_id IS DISTINCT FROM customer_id;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (buyer_id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves fulfillment NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE fulfillment IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_fulfillment_not_null CHECK (fulfillment IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_fulfillment_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN fulfillment SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_fulfillment_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE fulfillment IS DISTINCT FROM status;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (fulfillment);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (fulfillment = ANY (ARRAY['pending'::text, 'done'::text])) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_known_status_new CHECK (fulfillment = ANY (ARRAY['pending'::text, 'done'::text])) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_known_status_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.id, t.buyer_id FROM public.orders t WHERE t.buyer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.buyer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_buyer_id_fkey;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_open_idx_new;
CREATE INDEX CONCURRENTLY orders_open_idx_new ON public.orders (fulfillment) WHERE (fulfillment <> 'done'::text);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.open_orders AS
SELECT orders.id
   FROM public.orders
  WHERE (orders.fulfillment <> 'done'::text);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.customer_id -> public.orders.buyer_id
--              public.orders.status -> public.orders.fulfillment
-- meanwhile    public.orders: the old version reads and writes customer_id, the new one buyer_id; a trigger keeps
--                them in step.
--              public.orders: the old version reads and writes status, the new one fulfillment; a trigger keeps them
--                in step.
-- changes      drop_helper_trigger public.orders.buyer_id
--              drop_helper_function public.orders.buyer_id
--              drop_helper_sequence public.orders.buyer_id
--              drop_helper_trigger public.orders.fulfillment
--              drop_helper_function public.orders.fulfillment
--              drop_helper_sequence public.orders.fulfillment
--              drop_old_side public.orders.orders_customer_id_fkey
--              drop_old_side public.orders.customer_id
--              drop_old_side public.orders.status
--              set_default public.orders.fulfillment
--              rename_constraint public.orders.orders_known_status
--              rename_index public.orders.orders_open_idx
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.orders ACCESS EXCLUSIVE, public.customers ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE buyer_id IS DISTINCT FROM customer_id LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE fulfillment IS DISTINCT FROM status LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER zzz_orders_customer_id_sync ON public.orders;
DROP FUNCTION public.orders_customer_id_sync();
DROP SEQUENCE public.orders_customer_id_sync_seen;
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
DROP SEQUENCE public.orders_status_sync_seen;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
ALTER TABLE public.orders DROP COLUMN customer_id;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders ALTER COLUMN fulfillment SET DEFAULT 'pending'::text;
ALTER TABLE public.orders RENAME CONSTRAINT orders_known_status_new TO orders_known_status;
ALTER INDEX public.orders_open_idx_new RENAME TO orders_open_idx;
COMMIT;

