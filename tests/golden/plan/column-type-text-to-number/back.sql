! check public.orders.size_said: expression (size > 3) -> (size <> ''::text)
~ column public.orders.size: type integer -> text
~ column public.orders.weight: type integer -> text
! index public.orders.parts_weighed: where (weight > 0) -> (weight <> ''::text)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.size -> public.orders.size_new
--              public.orders.weight -> public.orders.weight_new
-- meanwhile    public.orders: every version reads and writes size; the contract puts size_new in its place.
--              public.orders: every version reads and writes weight; the contract puts weight_new in its place.
-- changes      add_column_without_values public.orders.size_new
--              share_access public.orders.size_new
--              create_helper_function public.orders.size_new
--              create_helper_trigger public.orders.size_new
--              add_column_without_values public.orders.weight_new
--              share_access public.orders.weight_new
--              create_helper_function public.orders.weight_new
--              create_helper_trigger public.orders.weight_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_weight_sync ON public.orders;
--   DROP FUNCTION public.orders_weight_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN weight_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_size_sync ON public.orders;
--   DROP FUNCTION public.orders_size_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN size_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (SELECT (size <> ''::text) FROM (SELECT size::text AS size) AS new) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN size_new text;

-- Who has rights on size alone gets them on size_new too.
-- Keeps size and size_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'size_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'size'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_size_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.size_new IS NULL THEN
      NEW.size_new := NEW.size::text;
    ELSE
      NEW.size := NEW.size_new::integer;
    END IF;
  ELSIF (NEW.size IS DISTINCT FROM OLD.size)
    AND (NEW.size_new IS DISTINCT FROM OLD.size_new)
    AND (OLD.size_new IS NOT NULL OR OLD.size IS NULL) THEN
    IF (NEW.size_new IS DISTINCT FROM NEW.size::text)
      AND (NEW.size IS DISTINCT FROM NEW.size_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'size, size_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.size IS DISTINCT FROM OLD.size) THEN
    NEW.size_new := NEW.size::text;
  ELSIF (NEW.size_new IS DISTINCT FROM OLD.size_new) AND (NEW.size_new IS DISTINCT FROM NEW.size::text) THEN
    NEW.size := NEW.size_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_size_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_size_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN weight_new text;

-- Who has rights on weight alone gets them on weight_new too.
-- Keeps weight and weight_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'weight_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'weight'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_weight_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.weight_new IS NULL THEN
      NEW.weight_new := NEW.weight::text;
    ELSE
      NEW.weight := NEW.weight_new::integer;
    END IF;
  ELSIF (NEW.weight IS DISTINCT FROM OLD.weight)
    AND (NEW.weight_new IS DISTINCT FROM OLD.weight_new)
    AND (OLD.weight_new IS NOT NULL OR OLD.weight IS NULL) THEN
    IF (NEW.weight_new IS DISTINCT FROM NEW.weight::text)
      AND (NEW.weight IS DISTINCT FROM NEW.weight_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'weight, weight_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.weight IS DISTINCT FROM OLD.weight) THEN
    NEW.weight_new := NEW.weight::text;
  ELSIF (NEW.weight_new IS DISTINCT FROM OLD.weight_new) AND (NEW.weight_new IS DISTINCT FROM NEW.weight::text) THEN
    NEW.weight := NEW.weight_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_weight_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_weight_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.size -> public.orders.size_new
--              public.orders.weight -> public.orders.weight_new
-- meanwhile    public.orders: every version reads and writes size; the contract puts size_new in its place.
--              public.orders: every version reads and writes weight; the contract puts weight_new in its place.
-- changes      backfill public.orders.size_new
--              backfill public.orders.weight_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills size_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET size_new = size::text
     WHERE id >= first_key AND id <= last_key
       AND size_new IS NULL AND size::text IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills weight_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET weight_new = weight::text
     WHERE id >= first_key AND id <= last_key
       AND weight_new IS NULL AND weight::text IS NOT NULL;
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
--              public.orders.size -> public.orders.size_new
--              public.orders.weight -> public.orders.weight_new
-- meanwhile    public.orders: every version reads and writes size; the contract puts size_new in its place.
--              public.orders: every version reads and writes weight; the contract puts weight_new in its place.
-- changes      reconcile public.orders.weight_new
--              analyze public.orders.weight_new
--              add_check_not_valid public.orders.orders_size_new_not_null
--              validate_constraint public.orders.orders_size_new_not_null
--              set_not_null_proven public.orders.size_new
--              drop_constraint public.orders.orders_size_new_not_null
--              reconcile public.orders.size_new
--              analyze public.orders.size_new
--              add_check_not_valid public.orders.size_said_new
--              validate_constraint public.orders.size_said_new
--              create_index_concurrently public.orders.parts_weighed_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 7 and 9 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.parts_weighed_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT size_said_new
--   ALTER TABLE public.orders DROP CONSTRAINT size_said_new;
--   -- nothing to undo: ANALYZE public.orders (size_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_size_new_not_null CHECK (size_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN size_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_size_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_size_new_not_null;
--   -- nothing to undo: ANALYZE public.orders (weight_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (weight_new IS DISTINCT FROM weight::text)
   AND (weight IS DISTINCT FROM weight_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (weight_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves size_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE size_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_size_new_not_null CHECK (size_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_size_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN size_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_size_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (size_new IS DISTINCT FROM size::text)
   AND (size IS DISTINCT FROM size_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (size_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (size_new <> ''::text) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT size_said_new CHECK (size_new <> ''::text) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT size_said_new;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.parts_weighed_new;
CREATE INDEX CONCURRENTLY parts_weighed_new ON public.orders (weight_new) WHERE (weight_new <> ''::text);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.size -> public.orders.size_new
--              public.orders.weight -> public.orders.weight_new
-- meanwhile    public.orders: every version reads and writes size; the contract puts size_new in its place.
--              public.orders: every version reads and writes weight; the contract puts weight_new in its place.
-- changes      drop_helper_trigger public.orders.size_new
--              drop_helper_function public.orders.size_new
--              drop_helper_trigger public.orders.weight_new
--              drop_helper_function public.orders.weight_new
--              drop_old_side public.orders.size
--              swap public.orders.size
--              drop_old_side public.orders.weight
--              swap public.orders.weight
--              rename_constraint public.orders.size_said
--              rename_index public.orders.parts_weighed
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- size of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- weight of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (size_new IS DISTINCT FROM size::text) AND (size IS DISTINCT FROM size_new::integer) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (weight_new IS DISTINCT FROM weight::text) AND (weight IS DISTINCT FROM weight_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_size_sync ON public.orders;
DROP FUNCTION public.orders_size_sync();
DROP TRIGGER zzz_orders_weight_sync ON public.orders;
DROP FUNCTION public.orders_weight_sync();
ALTER TABLE public.orders DROP COLUMN size;
ALTER TABLE public.orders RENAME COLUMN size_new TO size;
ALTER TABLE public.orders DROP COLUMN weight;
ALTER TABLE public.orders RENAME COLUMN weight_new TO weight;
ALTER TABLE public.parts_weighed_new RENAME COLUMN weight_new TO weight;
ALTER TABLE public.orders RENAME CONSTRAINT size_said_new TO size_said;
ALTER INDEX public.parts_weighed_new RENAME TO parts_weighed;
COMMIT;

