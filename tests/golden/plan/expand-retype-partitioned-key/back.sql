~ column public.orders.id: type bigint -> integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_column_without_values public.orders.id_new
--              share_access public.orders.id_new
--              create_helper_function public.orders.id_new
--              create_helper_trigger public.orders.id_new
-- locks        public.orders         ACCESS EXCLUSIVE  catalog only
--              public.orders_2025    ACCESS EXCLUSIVE  catalog only
--              public.orders_2025_a  ACCESS EXCLUSIVE  catalog only
--              public.orders_2025_b  ACCESS EXCLUSIVE  catalog only
--              public.orders_old     ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_id_sync ON public.orders;
--   DROP FUNCTION public.orders_id_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN id_new;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_a ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_b ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_old ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, placed FROM public.orders WHERE id NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN id_new integer;

-- Who has rights on id alone gets them on id_new too.
-- Keeps id and id_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders_2025 SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders_2025_a SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders_2025_b SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders_old SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'id_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'id'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_id_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.id_new IS NULL THEN
      NEW.id_new := NEW.id::integer;
    ELSE
      NEW.id := NEW.id_new::bigint;
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id)
    AND (NEW.id_new IS DISTINCT FROM OLD.id_new)
    AND (OLD.id_new IS NOT NULL OR OLD.id IS NULL) THEN
    IF (NEW.id_new IS DISTINCT FROM NEW.id::integer)
      AND (NEW.id IS DISTINCT FROM NEW.id_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'id, id_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id) THEN
    NEW.id_new := NEW.id::integer;
  ELSIF (NEW.id_new IS DISTINCT FROM OLD.id_new) AND (NEW.id_new IS DISTINCT FROM NEW.id::integer) THEN
    NEW.id := NEW.id_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_id_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_id_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      backfill public.orders.id_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills id_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key1 public.orders.id%TYPE;
  last_key1 public.orders.id%TYPE;
  first_key2 public.orders.placed%TYPE;
  last_key2 public.orders.placed%TYPE;
BEGIN
  SELECT id, placed INTO first_key1, first_key2
    FROM public.orders ORDER BY id, placed LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT id, placed INTO last_key1, last_key2
      FROM (SELECT id, placed FROM public.orders
             WHERE (id, placed) >= (first_key1, first_key2) ORDER BY id, placed LIMIT 5000) AS batch
     ORDER BY id DESC, placed DESC LIMIT 1;
    UPDATE public.orders
       SET id_new = id::integer
     WHERE (id, placed) >= (first_key1, first_key2) AND (id, placed) <= (last_key1, last_key2)
       AND id_new IS NULL AND id::integer IS NOT NULL;
    COMMIT;
    SELECT id, placed INTO first_key1, first_key2
      FROM public.orders WHERE (id, placed) > (last_key1, last_key2)
     ORDER BY id, placed LIMIT 1;
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
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_check_not_valid public.orders.orders_id_new_not_null
--              validate_constraint public.orders.orders_id_new_not_null
--              set_not_null_proven public.orders.id_new
--              drop_constraint public.orders.orders_id_new_not_null
--              reconcile public.orders.id_new
--              analyze public.orders.id_new
--              create_index_concurrently public.orders_2025_a.orders_2025_a_orders_pkey_new
--              create_index_concurrently public.orders_2025_b.orders_2025_b_orders_pkey_new
--              create_index_concurrently public.orders_old.orders_old_orders_pkey_new
-- locks        public.orders         ACCESS EXCLUSIVE        catalog only
--              public.orders         SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2025    ACCESS EXCLUSIVE        catalog only
--              public.orders_2025    SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2025_a  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025_a  SHARE UPDATE EXCLUSIVE  index build
--              public.orders_2025_b  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025_b  SHARE UPDATE EXCLUSIVE  index build
--              public.orders_old     ACCESS EXCLUSIVE        catalog only
--              public.orders_old     SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_old_orders_pkey_new;
--   DROP INDEX CONCURRENTLY public.orders_2025_b_orders_pkey_new;
--   DROP INDEX CONCURRENTLY public.orders_2025_a_orders_pkey_new;
--   -- nothing to undo: ANALYZE public.orders (id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_id_new_not_null CHECK (id_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_new_not_null;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Proves id_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_a ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_b ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_old ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, placed FROM public.orders WHERE id_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_id_new_not_null CHECK (id_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025_a SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025_b SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_old SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_new_not_null;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_a ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_b ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_old ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN id_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_id_new_not_null;
COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (id_new IS DISTINCT FROM id::integer)
   AND (id IS DISTINCT FROM id_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025_a SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025_b SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_old SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (id_new);

SET lock_timeout = 0;

-- locks: public.orders_2025_a SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, placed, count(*) AS times FROM public.orders_2025_a WHERE id_new IS NOT NULL AND placed IS NOT NULL GROUP BY id_new, placed HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_2025_a_orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_2025_a_orders_pkey_new ON public.orders_2025_a (id_new, placed);

-- locks: public.orders_2025_b SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, placed, count(*) AS times FROM public.orders_2025_b WHERE id_new IS NOT NULL AND placed IS NOT NULL GROUP BY id_new, placed HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_2025_b_orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_2025_b_orders_pkey_new ON public.orders_2025_b (id_new, placed);

-- locks: public.orders_old SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, placed, count(*) AS times FROM public.orders_old WHERE id_new IS NOT NULL AND placed IS NOT NULL GROUP BY id_new, placed HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_old_orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_old_orders_pkey_new ON public.orders_old (id_new, placed);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      drop_helper_trigger public.orders.id_new
--              drop_helper_function public.orders.id_new
--              change_identity public.orders.id_new
--              swap public.orders.id_new
--              drop_old_side public.orders.id
--              swap public.orders.id
--              swap public.orders.orders_pkey
-- locks        public.orders         ACCESS EXCLUSIVE  catalog only
--              public.orders_2025    ACCESS EXCLUSIVE  catalog only
--              public.orders_2025_a  ACCESS EXCLUSIVE  catalog only
--              public.orders_2025_b  ACCESS EXCLUSIVE  catalog only
--              public.orders_old     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- The new column counts on from the very number that the old one has reached.
-- id of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- Adopts the keys of its partitions, and builds nothing.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_a ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025_b ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_old ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, placed FROM public.orders WHERE (id_new IS DISTINCT FROM id::integer) AND (id IS DISTINCT FROM id_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_id_sync ON public.orders;
DROP FUNCTION public.orders_id_sync();
ALTER TABLE public.orders ALTER COLUMN id_new ADD GENERATED BY DEFAULT AS IDENTITY;
DO $$
BEGIN
  -- ALTER SEQUENCE stops nextval() in other sessions until the commit.
  EXECUTE format('ALTER SEQUENCE %s AS bigint', pg_get_serial_sequence('public.orders', 'id'));
  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',
    pg_get_serial_sequence('public.orders', 'id_new'),
    pg_get_serial_sequence('public.orders', 'id'));
END
$$;
ALTER TABLE public.orders DROP COLUMN id;
ALTER TABLE public.orders RENAME COLUMN id_new TO id;
ALTER TABLE public.orders_2025_a_orders_pkey_new RENAME COLUMN id_new TO id;
ALTER TABLE public.orders_2025_b_orders_pkey_new RENAME COLUMN id_new TO id;
ALTER TABLE public.orders_old_orders_pkey_new RENAME COLUMN id_new TO id;
DO $$
BEGIN
  IF to_regclass('public.orders_id_seq') IS NULL THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence('public.orders', 'id'), 'orders_id_seq');
  END IF;
END
$$;
ALTER TABLE public.orders_2025_a ADD CONSTRAINT orders_2025_a_orders_pkey PRIMARY KEY USING INDEX orders_2025_a_orders_pkey_new;
ALTER TABLE public.orders_2025_b ADD CONSTRAINT orders_2025_b_orders_pkey PRIMARY KEY USING INDEX orders_2025_b_orders_pkey_new;
ALTER TABLE public.orders_old ADD CONSTRAINT orders_old_pkey PRIMARY KEY USING INDEX orders_old_orders_pkey_new, REPLICA IDENTITY USING INDEX orders_old_pkey, CLUSTER ON orders_old_pkey;
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id, placed);
COMMIT;

