~ column public.items.code: type bigint -> integer
~ column public.orders.id: type bigint -> integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.items.code -> public.items.code_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_column_without_values public.items.code_new
--              share_access public.items.code_new
--              create_helper_function public.items.code_new
--              create_helper_trigger public.items.code_new
--              add_column_without_values public.orders.id_new
--              share_access public.orders.id_new
--              create_helper_function public.orders.id_new
--              create_helper_trigger public.orders.id_new
-- locks        public.items   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_id_sync ON public.orders;
--   DROP FUNCTION public.orders_id_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN id_new;
--   BEGIN;
--   DROP TRIGGER zzz_items_code_sync ON public.items;
--   DROP FUNCTION public.items_code_sync();
--   COMMIT;
--   ALTER TABLE public.items DROP COLUMN code_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line FROM public.items WHERE code NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.items ADD COLUMN code_new integer;

-- Who has rights on code alone gets them on code_new too.
-- Keeps code and code_new in step until the contract.
-- locks: public.items SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'code_new', 'public.items',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.items'::regclass AND t.attname = 'code'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.items_code_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.code_new IS NULL THEN
      NEW.code_new := NEW.code::integer;
    ELSE
      NEW.code := NEW.code_new::bigint;
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code)
    AND (NEW.code_new IS DISTINCT FROM OLD.code_new)
    AND (OLD.code_new IS NOT NULL OR OLD.code IS NULL) THEN
    IF (NEW.code_new IS DISTINCT FROM NEW.code::integer)
      AND (NEW.code IS DISTINCT FROM NEW.code_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'code, code_new of public.items are set to values that do not belong together';
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code) THEN
    NEW.code_new := NEW.code::integer;
  ELSIF (NEW.code_new IS DISTINCT FROM OLD.code_new) AND (NEW.code_new IS DISTINCT FROM NEW.code::integer) THEN
    NEW.code := NEW.code_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_items_code_sync BEFORE INSERT OR UPDATE ON public.items FOR EACH ROW
  EXECUTE FUNCTION public.items_code_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE id NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN id_new integer;

-- Who has rights on id alone gets them on id_new too.
-- Keeps id and id_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
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
--              public.items.code -> public.items.code_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      backfill public.items.code_new
--              backfill public.orders.id_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills code_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.items.line%TYPE;
  last_key public.items.line%TYPE;
BEGIN
  SELECT line INTO first_key
    FROM public.items ORDER BY line LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT line INTO last_key
      FROM (SELECT line FROM public.items
             WHERE line >= first_key ORDER BY line LIMIT 5000) AS batch
     ORDER BY line DESC LIMIT 1;
    UPDATE public.items
       SET code_new = code::integer
     WHERE line >= first_key AND line <= last_key
       AND code_new IS NULL AND code::integer IS NOT NULL;
    COMMIT;
    SELECT line INTO first_key
      FROM public.items WHERE line > last_key
     ORDER BY line LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills id_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET id_new = id::integer
     WHERE id >= first_key AND id <= last_key
       AND id_new IS NULL AND id::integer IS NOT NULL;
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
--              public.items.code -> public.items.code_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_check_not_valid public.items.items_code_new_not_null
--              validate_constraint public.items.items_code_new_not_null
--              set_not_null_proven public.items.code_new
--              drop_constraint public.items.items_code_new_not_null
--              reconcile public.items.code_new
--              analyze public.items.code_new
--              create_index_concurrently public.items.items_code_key_new
--              add_key_using_index public.items.items_code_key_new
--              set_replica_identity public.items
--              add_check_not_valid public.orders.orders_id_new_not_null
--              validate_constraint public.orders.orders_id_new_not_null
--              set_not_null_proven public.orders.id_new
--              drop_constraint public.orders.orders_id_new_not_null
--              reconcile public.orders.id_new
--              analyze public.orders.id_new
--              create_index_concurrently public.items.items_code_idx_new
--              set_cluster public.items
--              create_index_concurrently public.orders.orders_pkey_new
-- locks        public.items   ACCESS EXCLUSIVE        catalog only
--              public.items   SHARE UPDATE EXCLUSIVE  index build
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 9 and 12 of 15.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_pkey_new;
--   ALTER TABLE public.items CLUSTER ON items_code_idx;
--   DROP INDEX CONCURRENTLY public.items_code_idx_new;
--   -- nothing to undo: ANALYZE public.orders (id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_id_new_not_null CHECK (id_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_new_not_null;
--   BEGIN;
--   ALTER TABLE public.items REPLICA IDENTITY USING INDEX items_code_key;
--   ALTER TABLE public.items DROP CONSTRAINT items_code_key_new;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.items_code_key_new;
--   -- nothing to undo: ANALYZE public.items (code_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.items ADD CONSTRAINT items_code_new_not_null CHECK (code_new IS NOT NULL);
--   ALTER TABLE public.items ALTER COLUMN code_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.items VALIDATE CONSTRAINT items_code_new_not_null
--   ALTER TABLE public.items DROP CONSTRAINT items_code_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves code_new NOT NULL: new rows are checked from now on.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line FROM public.items WHERE code_new IS NULL LIMIT 5;
ALTER TABLE public.items ADD CONSTRAINT items_code_new_not_null CHECK (code_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.items VALIDATE CONSTRAINT items_code_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.items ALTER COLUMN code_new SET NOT NULL;
ALTER TABLE public.items DROP CONSTRAINT items_code_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.items
 WHERE (code_new IS DISTINCT FROM code::integer)
   AND (code IS DISTINCT FROM code_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.items hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.items (code_new);

SET lock_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.items SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, code_new, count(*) AS times FROM public.items WHERE code_new IS NOT NULL GROUP BY code_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_code_key_new;
CREATE UNIQUE INDEX CONCURRENTLY items_code_key_new ON public.items (code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.items ADD CONSTRAINT items_code_key_new UNIQUE USING INDEX items_code_key_new;
ALTER TABLE public.items REPLICA IDENTITY USING INDEX items_code_key_new;
COMMIT;

-- Proves id_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE id_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_id_new_not_null CHECK (id_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN id_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_id_new_not_null;
COMMIT;

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
ANALYZE public.orders (id_new);

SET lock_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_code_idx_new;
CREATE INDEX CONCURRENTLY items_code_idx_new ON public.items (code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.items SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.items CLUSTER ON items_code_idx_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, count(*) AS times FROM public.orders WHERE id_new IS NOT NULL GROUP BY id_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON public.orders (id_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.items.code -> public.items.code_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      drop_helper_trigger public.items.code_new
--              drop_helper_function public.items.code_new
--              drop_old_side public.items.code
--              swap public.items.code
--              rename_index public.items.items_code_idx
--              rename_constraint public.items.items_code_key
--              drop_helper_trigger public.orders.id_new
--              drop_helper_function public.orders.id_new
--              drop_old_side public.orders.id
--              swap public.orders.id
--              swap public.orders.orders_pkey
-- locks        public.items   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- code of public.items is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line FROM public.items WHERE (code_new IS DISTINCT FROM code::integer) AND (code IS DISTINCT FROM code_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_items_code_sync ON public.items;
DROP FUNCTION public.items_code_sync();
ALTER TABLE public.items DROP COLUMN code;
ALTER TABLE public.items RENAME COLUMN code_new TO code;
ALTER TABLE public.items_code_idx_new RENAME COLUMN code_new TO code;
ALTER TABLE public.items_code_key_new RENAME COLUMN code_new TO code;
ALTER INDEX public.items_code_idx_new RENAME TO items_code_idx;
ALTER TABLE public.items RENAME CONSTRAINT items_code_key_new TO items_code_key;
COMMIT;

-- id of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (id_new IS DISTINCT FROM id::integer) AND (id IS DISTINCT FROM id_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_id_sync ON public.orders;
DROP FUNCTION public.orders_id_sync();
ALTER TABLE public.orders DROP COLUMN id;
ALTER TABLE public.orders RENAME COLUMN id_new TO id;
ALTER TABLE public.orders_pkey_new RENAME COLUMN id_new TO id;
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey_new, REPLICA IDENTITY USING INDEX orders_pkey, CLUSTER ON orders_pkey;
COMMIT;

