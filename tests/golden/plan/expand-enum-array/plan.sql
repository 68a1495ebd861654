~ enum public.level: values low, mid, gone, high -> high, mid, low, top

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.levels -> public.orders.levels_new
-- meanwhile    public.orders: every version reads and writes levels; the contract puts levels_new in its place.
-- changes      create_enum public.level_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TYPE public.level_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.level_new AS ENUM ('high', 'mid', 'low', 'top');

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.levels -> public.orders.levels_new
-- meanwhile    public.orders: every version reads and writes levels; the contract puts levels_new in its place.
-- changes      add_column_without_values public.orders.levels_new
--              share_access public.orders.levels_new
--              create_helper_function public.orders.levels_new
--              create_helper_trigger public.orders.levels_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_levels_sync ON public.orders;
--   DROP FUNCTION public.orders_levels_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN levels_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN levels_new public.level_new[];

-- Who has rights on levels alone gets them on levels_new too.
-- Keeps levels and levels_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'levels_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'levels'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_levels_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.levels_new IS NULL THEN
      NEW.levels_new := NEW.levels::text::public.level_new[];
    ELSE
      NEW.levels := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) THEN levels::text::public.level[] END FROM (SELECT NEW.levels_new AS levels) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.levels), ROW(OLD.levels)))
    AND (record_image_ne(ROW(NEW.levels_new), ROW(OLD.levels_new)))
    AND (OLD.levels_new IS NOT NULL OR OLD.levels IS NULL) THEN
    IF (record_image_ne(ROW(NEW.levels_new), ROW(NEW.levels::text::public.level_new[])))
      AND (record_image_ne(ROW(NEW.levels), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) THEN levels::text::public.level[] END FROM (SELECT NEW.levels_new AS levels) AS orders)::public.level[]))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'levels, levels_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.levels), ROW(OLD.levels))) THEN
    NEW.levels_new := NEW.levels::text::public.level_new[];
  ELSIF (record_image_ne(ROW(NEW.levels_new), ROW(OLD.levels_new))) AND (record_image_ne(ROW(NEW.levels_new), ROW(NEW.levels::text::public.level_new[]))) THEN
    NEW.levels := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) THEN levels::text::public.level[] END FROM (SELECT NEW.levels_new AS levels) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_levels_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_levels_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.levels -> public.orders.levels_new
-- meanwhile    public.orders: every version reads and writes levels; the contract puts levels_new in its place.
-- changes      backfill public.orders.levels_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills levels_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET levels_new = levels::text::public.level_new[]
     WHERE id >= first_key AND id <= last_key
       AND levels_new IS NULL AND levels::text::public.level_new[] IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.levels -> public.orders.levels_new
-- meanwhile    public.orders: every version reads and writes levels; the contract puts levels_new in its place.
-- changes      add_check_not_valid public.orders.orders_levels_new_not_null
--              validate_constraint public.orders.orders_levels_new_not_null
--              set_not_null_proven public.orders.levels_new
--              drop_constraint public.orders.orders_levels_new_not_null
--              reconcile public.orders.levels_new
--              analyze public.orders.levels_new
--              add_check_not_valid public.orders.orders_levels_check_new
--              validate_constraint public.orders.orders_levels_check_new
--              create_index_concurrently public.orders.orders_first_idx_new
--              analyze public.orders.orders_first_idx_new
--              create_index_concurrently public.orders.orders_levels_idx_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 7 and 9 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_levels_idx_new;
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_first_idx_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_levels_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_levels_check_new;
--   -- nothing to undo: ANALYZE public.orders (levels_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_levels_new_not_null CHECK (levels_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN levels_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_levels_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_levels_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves levels_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE levels_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_levels_new_not_null CHECK (levels_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_levels_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN levels_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_levels_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(levels_new), ROW(levels::text::public.level_new[])))
   AND (record_image_ne(ROW(levels), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) THEN levels::text::public.level[] END FROM (SELECT levels_new AS levels) AS orders)::public.level[])));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (levels_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((cardinality(levels_new) > 0) AND (levels_new[1] <> 'high'::public.level_new)) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_levels_check_new CHECK ((cardinality(levels_new) > 0) AND (levels_new[1] <> 'high'::public.level_new)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_levels_check_new;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_first_idx_new;
CREATE INDEX CONCURRENTLY orders_first_idx_new ON public.orders ((levels_new[1]));

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_levels_idx_new;
CREATE INDEX CONCURRENTLY orders_levels_idx_new ON public.orders USING gin (levels_new);

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.levels -> public.orders.levels_new
-- meanwhile    public.orders: every version reads and writes levels; the contract puts levels_new in its place.
-- changes      build_materialized_view_beside public.each
--              keep_privileges public.each
--              swap_materialized_view public.each
--              keep_privileges public.low
--              rebuild_view public.low
--              drop_helper_trigger public.orders.levels_new
--              drop_helper_function public.orders.levels_new
--              drop_old_side public.orders.levels
--              swap public.orders.levels
--              swap public.orders.levels_new
--              set_default public.orders.levels
--              rename_constraint public.orders.orders_levels_check
--              rename_index public.orders.orders_first_idx
--              rename_index public.orders.orders_levels_idx
--              share_access public.orders.levels_new
--              drop_old_side public.orders.levels_new
-- locks        public.each    ACCESS EXCLUSIVE  catalog only
--              public.low     ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over what the columns are from the next transaction on, which puts them in the place of the old ones; a
-- REFRESH of those meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.each_new AS
SELECT orders.id,
    unnest(orders.levels_new) AS level
   FROM public.orders;
ANALYZE public.each_new;
COMMIT;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- public.each_new gets the owner and the grants of public.each and takes its place.
-- Remembers the owner and the grants of public.low.
-- levels of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- What waits at this moment with a value of enum public.level fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- public.level gets the owner and the rights of the old one.
-- Gives public.low its owner and grants back.
-- locks: public.each ACCESS EXCLUSIVE, public.low ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(levels_new), ROW(levels::text::public.level_new[]))) AND (record_image_ne(ROW(levels), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(levels) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) THEN levels::text::public.level[] END FROM (SELECT levels_new AS levels) AS orders)::public.level[]))) LIMIT 5;
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.each_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.each_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.each_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.each'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.each_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.each'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.each_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.each'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.each'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.each;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_low', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.low', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.low'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.low', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.low'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.low',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.low'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.low'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.low;
DROP TRIGGER zzz_orders_levels_sync ON public.orders;
DROP FUNCTION public.orders_levels_sync();
ALTER TABLE public.orders DROP COLUMN levels;
ALTER TABLE public.orders RENAME COLUMN levels_new TO levels;
ALTER TABLE public.orders_levels_idx_new RENAME COLUMN levels_new TO levels;
ALTER TYPE public.level RENAME TO level_old;
ALTER TYPE public.level_new RENAME TO level;
ALTER TABLE public.orders ALTER COLUMN levels SET DEFAULT '{low}'::public.level[];
ALTER TABLE public.orders RENAME CONSTRAINT orders_levels_check_new TO orders_levels_check;
ALTER INDEX public.orders_first_idx_new RENAME TO orders_first_idx;
ALTER INDEX public.orders_levels_idx_new RENAME TO orders_levels_idx;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.level', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.level_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.level')
      FROM pg_type t WHERE t.oid = 'public.level_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.level',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.level_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.level_old;
CREATE VIEW public.low AS
SELECT orders.id,
    orders.levels
   FROM public.orders
  WHERE ('low'::public.level = ANY (orders.levels));
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_low');
END $$;
ALTER MATERIALIZED VIEW public.each_new RENAME TO each;
COMMIT;

