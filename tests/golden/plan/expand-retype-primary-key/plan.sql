~ column public.items.order_id: type integer -> bigint
~ column public.orders.id: type integer -> bigint
! view public.busy: rebuilt around column public.items.order_id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.items.order_id -> public.items.order_id_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes order_id; the contract puts order_id_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_column_without_values public.items.order_id_new
--              share_access public.items.order_id_new
--              create_helper_function public.items.order_id_new
--              create_helper_trigger public.items.order_id_new
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
--   DROP TRIGGER zzz_items_order_id_sync ON public.items;
--   DROP FUNCTION public.items_order_id_sync();
--   COMMIT;
--   ALTER TABLE public.items DROP COLUMN order_id_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.items ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.items ADD COLUMN order_id_new bigint;

-- Who has rights on order_id alone gets them on order_id_new too.
-- Keeps order_id and order_id_new in step until the contract.
-- locks: public.items SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'order_id_new', 'public.items',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.items'::regclass AND t.attname = 'order_id'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.items_order_id_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.order_id_new IS NULL THEN
      NEW.order_id_new := NEW.order_id::bigint;
    ELSE
      NEW.order_id := NEW.order_id_new::integer;
    END IF;
  ELSIF (NEW.order_id IS DISTINCT FROM OLD.order_id)
    AND (NEW.order_id_new IS DISTINCT FROM OLD.order_id_new)
    AND (OLD.order_id_new IS NOT NULL OR OLD.order_id IS NULL) THEN
    IF (NEW.order_id_new IS DISTINCT FROM NEW.order_id::bigint)
      AND (NEW.order_id IS DISTINCT FROM NEW.order_id_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'order_id, order_id_new of public.items are set to values that do not belong together';
    END IF;
  ELSIF (NEW.order_id IS DISTINCT FROM OLD.order_id) THEN
    NEW.order_id_new := NEW.order_id::bigint;
  ELSIF (NEW.order_id_new IS DISTINCT FROM OLD.order_id_new) AND (NEW.order_id_new IS DISTINCT FROM NEW.order_id::bigint) THEN
    NEW.order_id := NEW.order_id_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_items_order_id_sync BEFORE INSERT OR UPDATE ON public.items FOR EACH ROW
  EXECUTE FUNCTION public.items_order_id_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN id_new bigint;

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
      NEW.id_new := NEW.id::bigint;
    ELSE
      NEW.id := NEW.id_new::integer;
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id)
    AND (NEW.id_new IS DISTINCT FROM OLD.id_new)
    AND (OLD.id_new IS NOT NULL OR OLD.id IS NULL) THEN
    IF (NEW.id_new IS DISTINCT FROM NEW.id::bigint)
      AND (NEW.id IS DISTINCT FROM NEW.id_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'id, id_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id) THEN
    NEW.id_new := NEW.id::bigint;
  ELSIF (NEW.id_new IS DISTINCT FROM OLD.id_new) AND (NEW.id_new IS DISTINCT FROM NEW.id::bigint) THEN
    NEW.id := NEW.id_new::integer;
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
--              public.items.order_id -> public.items.order_id_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes order_id; the contract puts order_id_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      backfill public.items.order_id_new
--              backfill public.orders.id_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills order_id_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key1 public.items.order_id%TYPE;
  last_key1 public.items.order_id%TYPE;
  first_key2 public.items.line%TYPE;
  last_key2 public.items.line%TYPE;
BEGIN
  SELECT order_id, line INTO first_key1, first_key2
    FROM public.items ORDER BY order_id, line LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT order_id, line INTO last_key1, last_key2
      FROM (SELECT order_id, line FROM public.items
             WHERE (order_id, line) >= (first_key1, first_key2) ORDER BY order_id, line LIMIT 5000) AS batch
     ORDER BY order_id DESC, line DESC LIMIT 1;
    UPDATE public.items
       SET order_id_new = order_id::bigint
     WHERE (order_id, line) >= (first_key1, first_key2) AND (order_id, line) <= (last_key1, last_key2)
       AND order_id_new IS NULL AND order_id::bigint IS NOT NULL;
    COMMIT;
    SELECT order_id, line INTO first_key1, first_key2
      FROM public.items WHERE (order_id, line) > (last_key1, last_key2)
     ORDER BY order_id, line LIMIT 1;
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
       SET id_new = id::bigint
     WHERE id >= first_key AND id <= last_key
       AND id_new IS NULL AND id::bigint IS NOT NULL;
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
--              public.items.order_id -> public.items.order_id_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes order_id; the contract puts order_id_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_check_not_valid public.items.items_order_id_new_not_null
--              validate_constraint public.items.items_order_id_new_not_null
--              set_not_null_proven public.items.order_id_new
--              drop_constraint public.items.items_order_id_new_not_null
--              reconcile public.items.order_id_new
--              analyze public.items.order_id_new
--              add_check_not_valid public.orders.orders_id_new_not_null
--              validate_constraint public.orders.orders_id_new_not_null
--              set_not_null_proven public.orders.id_new
--              drop_constraint public.orders.orders_id_new_not_null
--              reconcile public.orders.id_new
--              analyze public.orders.id_new
--              create_index_concurrently public.items.items_pkey_new
--              create_index_concurrently public.orders.orders_pkey_new
--              add_foreign_key_not_valid public.items.items_order_id_fkey_new
--              validate_constraint public.items.items_order_id_fkey_new
--              add_foreign_key_not_valid public.notes.notes_order_id_fkey_new
--              validate_constraint public.notes.notes_order_id_fkey_new
-- locks        public.items   ACCESS EXCLUSIVE        catalog only
--              public.items   SHARE UPDATE EXCLUSIVE  index build
--              public.notes   SHARE ROW EXCLUSIVE     catalog only
--              public.notes   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 7, 10, 14 and 16 of 16.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.notes VALIDATE CONSTRAINT notes_order_id_fkey_new
--   ALTER TABLE public.notes DROP CONSTRAINT notes_order_id_fkey_new;
--   -- nothing to undo: ALTER TABLE public.items VALIDATE CONSTRAINT items_order_id_fkey_new
--   ALTER TABLE public.items DROP CONSTRAINT items_order_id_fkey_new;
--   DROP INDEX CONCURRENTLY public.orders_pkey_new;
--   DROP INDEX CONCURRENTLY public.items_pkey_new;
--   -- nothing to undo: ANALYZE public.orders (id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_id_new_not_null CHECK (id_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_new_not_null;
--   -- nothing to undo: ANALYZE public.items (order_id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.items ADD CONSTRAINT items_order_id_new_not_null CHECK (order_id_new IS NOT NULL);
--   ALTER TABLE public.items ALTER COLUMN order_id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.items VALIDATE CONSTRAINT items_order_id_new_not_null
--   ALTER TABLE public.items DROP CONSTRAINT items_order_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves order_id_new NOT NULL: new rows are checked from now on.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line, order_id FROM public.items WHERE order_id_new IS NULL LIMIT 5;
ALTER TABLE public.items ADD CONSTRAINT items_order_id_new_not_null CHECK (order_id_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.items VALIDATE CONSTRAINT items_order_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.items ALTER COLUMN order_id_new SET NOT NULL;
ALTER TABLE public.items DROP CONSTRAINT items_order_id_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.items
 WHERE (order_id_new IS DISTINCT FROM order_id::bigint)
   AND (order_id IS DISTINCT FROM order_id_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.items hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.items (order_id_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

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
 WHERE (id_new IS DISTINCT FROM id::bigint)
   AND (id IS DISTINCT FROM id_new::integer);
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
-- no row may come: SELECT count(*) OVER () AS values, order_id_new, line, count(*) AS times FROM public.items WHERE order_id_new IS NOT NULL AND line IS NOT NULL GROUP BY order_id_new, line HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY items_pkey_new ON public.items (order_id_new, line);

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, count(*) AS times FROM public.orders WHERE id_new IS NOT NULL GROUP BY id_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON public.orders (id_new);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.items SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.line, t.order_id, t.order_id_new FROM public.items t WHERE t.order_id_new IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id_new = t.order_id_new) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.items IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.items ADD CONSTRAINT items_order_id_fkey_new FOREIGN KEY (order_id_new) REFERENCES public.orders(id_new) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.items VALIDATE CONSTRAINT items_order_id_fkey_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.notes SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.notes t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id_new = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.notes IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.notes ADD CONSTRAINT notes_order_id_fkey_new FOREIGN KEY (order_id) REFERENCES public.orders(id_new) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.notes SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_order_id_fkey_new;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.items.order_id -> public.items.order_id_new
--              public.orders.id -> public.orders.id_new
-- meanwhile    public.items: every version reads and writes order_id; the contract puts order_id_new in its place.
--              public.orders: every version reads and writes id; the contract puts id_new in its place.
-- changes      keep_privileges public.busy
--              rebuild_view public.busy
--              drop_helper_trigger public.items.order_id_new
--              drop_helper_function public.items.order_id_new
--              drop_helper_trigger public.orders.id_new
--              drop_helper_function public.orders.id_new
--              drop_old_side public.items.items_order_id_fkey
--              drop_old_side public.notes.notes_order_id_fkey
--              drop_old_side public.items.order_id
--              swap public.items.order_id
--              change_identity public.orders.id_new
--              swap public.orders.id_new
--              drop_old_side public.orders.id
--              swap public.orders.id
--              swap public.items.items_pkey
--              swap public.orders.orders_pkey
--              rename_constraint public.items.items_order_id_fkey
--              rename_constraint public.notes.notes_order_id_fkey
-- locks        public.busy    ACCESS EXCLUSIVE  catalog only
--              public.items   ACCESS EXCLUSIVE  catalog only
--              public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Remembers the owner and the grants of public.busy.
-- order_id of public.items is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- The new column counts on from the very number that the old one has reached.
-- id of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- Gives public.busy its owner and grants back.
-- locks: public.busy ACCESS EXCLUSIVE; catalog only
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.notes ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, line, order_id FROM public.items WHERE (order_id_new IS DISTINCT FROM order_id::bigint) AND (order_id IS DISTINCT FROM order_id_new::integer) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (id_new IS DISTINCT FROM id::bigint) AND (id IS DISTINCT FROM id_new::integer) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.items, public.notes IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_busy', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.busy', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.busy', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.busy',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.busy'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.busy'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.busy;
DROP TRIGGER zzz_items_order_id_sync ON public.items;
DROP FUNCTION public.items_order_id_sync();
DROP TRIGGER zzz_orders_id_sync ON public.orders;
DROP FUNCTION public.orders_id_sync();
ALTER TABLE public.items DROP CONSTRAINT items_order_id_fkey;
ALTER TABLE public.notes DROP CONSTRAINT notes_order_id_fkey;
ALTER TABLE public.items DROP COLUMN order_id;
ALTER TABLE public.items RENAME COLUMN order_id_new TO order_id;
ALTER TABLE public.items_pkey_new RENAME COLUMN order_id_new TO order_id;
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
ALTER TABLE public.orders_pkey_new RENAME COLUMN id_new TO id;
DO $$
BEGIN
  IF to_regclass('public.orders_id_seq') IS NULL THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence('public.orders', 'id'), 'orders_id_seq');
  END IF;
END
$$;
ALTER TABLE public.items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_pkey_new;
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey_new;
ALTER TABLE public.items RENAME CONSTRAINT items_order_id_fkey_new TO items_order_id_fkey;
ALTER TABLE public.notes RENAME CONSTRAINT notes_order_id_fkey_new TO notes_order_id_fkey;
CREATE VIEW public.busy AS
SELECT o.id,
    count(*) AS lines
   FROM (public.orders o
     JOIN public.items i ON ((i.order_id = o.id)))
  GROUP BY o.id;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_busy');
END $$;
COMMIT;

