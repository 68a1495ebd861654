~ column public.items.code: type integer -> bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.items.code -> public.items.code_new
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
-- changes      add_column_without_values public.items.code_new
--              share_access public.items.code_new
--              create_helper_function public.items.code_new
--              create_helper_trigger public.items.code_new
-- locks        public.items       ACCESS EXCLUSIVE  catalog only
--              public.items_high  ACCESS EXCLUSIVE  catalog only
--              public.items_low   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_items_code_sync ON public.items;
--   DROP FUNCTION public.items_code_sync();
--   COMMIT;
--   ALTER TABLE public.items DROP COLUMN code_new;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.items_high ACCESS EXCLUSIVE; catalog only
-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.items ADD COLUMN code_new bigint;

-- Who has rights on code alone gets them on code_new too.
-- Keeps code and code_new in step until the contract.
-- locks: public.items SHARE ROW EXCLUSIVE; catalog only
-- locks: public.items_high SHARE ROW EXCLUSIVE; catalog only
-- locks: public.items_low SHARE ROW EXCLUSIVE; catalog only
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
      NEW.code_new := NEW.code::bigint;
    ELSE
      NEW.code := NEW.code_new::integer;
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code)
    AND (NEW.code_new IS DISTINCT FROM OLD.code_new)
    AND (OLD.code_new IS NOT NULL OR OLD.code IS NULL) THEN
    IF (NEW.code_new IS DISTINCT FROM NEW.code::bigint)
      AND (NEW.code IS DISTINCT FROM NEW.code_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'code, code_new of public.items are set to values that do not belong together';
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code) THEN
    NEW.code_new := NEW.code::bigint;
  ELSIF (NEW.code_new IS DISTINCT FROM OLD.code_new) AND (NEW.code_new IS DISTINCT FROM NEW.code::bigint) THEN
    NEW.code := NEW.code_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_items_code_sync BEFORE INSERT OR UPDATE ON public.items FOR EACH ROW
  EXECUTE FUNCTION public.items_code_sync();
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
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
-- changes      backfill public.items.code_new
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
  first_key1 public.items.id%TYPE;
  last_key1 public.items.id%TYPE;
  first_key2 public.items.code%TYPE;
  last_key2 public.items.code%TYPE;
BEGIN
  SELECT id, code INTO first_key1, first_key2
    FROM public.items ORDER BY id, code LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT id, code INTO last_key1, last_key2
      FROM (SELECT id, code FROM public.items
             WHERE (id, code) >= (first_key1, first_key2) ORDER BY id, code LIMIT 5000) AS batch
     ORDER BY id DESC, code DESC LIMIT 1;
    UPDATE public.items
       SET code_new = code::bigint
     WHERE (id, code) >= (first_key1, first_key2) AND (id, code) <= (last_key1, last_key2)
       AND code_new IS NULL AND code::bigint IS NOT NULL;
    COMMIT;
    SELECT id, code INTO first_key1, first_key2
      FROM public.items WHERE (id, code) > (last_key1, last_key2)
     ORDER BY id, code LIMIT 1;
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
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
-- changes      add_check_not_valid public.items.items_code_new_not_null
--              validate_constraint public.items.items_code_new_not_null
--              set_not_null_proven public.items.code_new
--              drop_constraint public.items.items_code_new_not_null
--              reconcile public.items.code_new
--              analyze public.items.code_new
--              create_index_concurrently public.items.items_key_new
--              add_key_using_index public.items.items_key_new
--              add_key_only public.items.items_key_new
--              attach_index public.items.items_key_new
--              set_replica_identity public.items_low
--              create_index_on_only public.items.items_code_new
--              create_index_concurrently public.items.items_code_new
--              attach_index public.items.items_code_new
--              set_cluster public.items_low
-- locks        public.items       ACCESS EXCLUSIVE        catalog only
--              public.items       SHARE UPDATE EXCLUSIVE  scan
--              public.items_high  ACCESS EXCLUSIVE        catalog only
--              public.items_high  SHARE UPDATE EXCLUSIVE  index build
--              public.items_low   ACCESS EXCLUSIVE        catalog only
--              public.items_low   SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 11, 12, 16 and 18 of 19.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.items_low CLUSTER ON items_low_code_idx;
--   -- can not be undone: ALTER INDEX public.items_code_new ATTACH PARTITION public.items_low_items_code_new
--   DROP INDEX CONCURRENTLY public.items_low_items_code_new;
--   -- can not be undone: ALTER INDEX public.items_code_new ATTACH PARTITION public.items_high_items_code_new
--   DROP INDEX CONCURRENTLY public.items_high_items_code_new;
--   DROP INDEX public.items_code_new;
--   ALTER TABLE public.items_low REPLICA IDENTITY USING INDEX items_low_id_code_key;
--   -- can not be undone: ALTER INDEX public.items_key_new ATTACH PARTITION public.items_low_items_key_new
--   -- can not be undone: ALTER INDEX public.items_key_new ATTACH PARTITION public.items_high_items_key_new
--   ALTER TABLE public.items DROP CONSTRAINT items_key_new;
--   -- can not be undone: ALTER TABLE public.items_low ADD CONSTRAINT items_low_items_key_new UNIQUE USING INDEX ite ...
--   DROP INDEX CONCURRENTLY public.items_low_items_key_new;
--   -- can not be undone: ALTER TABLE public.items_high ADD CONSTRAINT items_high_items_key_new UNIQUE USING INDEX i ...
--   DROP INDEX CONCURRENTLY public.items_high_items_key_new;
--   -- nothing to undo: ANALYZE public.items (code_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.items ADD CONSTRAINT items_code_new_not_null CHECK (code_new IS NOT NULL);
--   ALTER TABLE public.items ALTER COLUMN code_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.items VALIDATE CONSTRAINT items_code_new_not_null
--   ALTER TABLE public.items DROP CONSTRAINT items_code_new_not_null;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Proves code_new NOT NULL: new rows are checked from now on.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.items_high ACCESS EXCLUSIVE; catalog only
-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.items WHERE code_new IS NULL LIMIT 5;
ALTER TABLE public.items ADD CONSTRAINT items_code_new_not_null CHECK (code_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
-- locks: public.items_high SHARE UPDATE EXCLUSIVE; scan
-- locks: public.items_low SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.items VALIDATE CONSTRAINT items_code_new_not_null;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.items_high ACCESS EXCLUSIVE; catalog only
-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.items ALTER COLUMN code_new SET NOT NULL;
ALTER TABLE public.items DROP CONSTRAINT items_code_new_not_null;
COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.items
 WHERE (code_new IS DISTINCT FROM code::bigint)
   AND (code IS DISTINCT FROM code_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.items hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.items SHARE UPDATE EXCLUSIVE; scan
-- locks: public.items_high SHARE UPDATE EXCLUSIVE; scan
-- locks: public.items_low SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.items (code_new);

SET lock_timeout = 0;

-- locks: public.items_high SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, code_new, count(*) AS times FROM public.items_high WHERE id IS NOT NULL AND code_new IS NOT NULL GROUP BY id, code_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_high_items_key_new;
CREATE UNIQUE INDEX CONCURRENTLY items_high_items_key_new ON public.items_high (id, code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.items_high ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.items_high ADD CONSTRAINT items_high_items_key_new UNIQUE USING INDEX items_high_items_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.items_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, code_new, count(*) AS times FROM public.items_low WHERE id IS NOT NULL AND code_new IS NOT NULL GROUP BY id, code_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_low_items_key_new;
CREATE UNIQUE INDEX CONCURRENTLY items_low_items_key_new ON public.items_low (id, code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.items_low ADD CONSTRAINT items_low_items_key_new UNIQUE USING INDEX items_low_items_key_new;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.items'::regclass AND inhrelid NOT IN ('public.items_high'::regclass, 'public.items_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.items ADD CONSTRAINT items_key_new UNIQUE (id, code_new);

ALTER INDEX public.items_key_new ATTACH PARTITION public.items_high_items_key_new;

ALTER INDEX public.items_key_new ATTACH PARTITION public.items_low_items_key_new;

-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.items_low REPLICA IDENTITY USING INDEX items_low_items_key_new;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.items SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.items'::regclass AND inhrelid NOT IN ('public.items_high'::regclass, 'public.items_low'::regclass) LIMIT 5;
CREATE INDEX items_code_new ON ONLY public.items (code_new);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.items_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_high_items_code_new;
CREATE INDEX CONCURRENTLY items_high_items_code_new ON public.items_high (code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.items_code_new ATTACH PARTITION public.items_high_items_code_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.items_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_low_items_code_new;
CREATE INDEX CONCURRENTLY items_low_items_code_new ON public.items_low (code_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.items_code_new ATTACH PARTITION public.items_low_items_code_new;

-- locks: public.items_low SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.items_low CLUSTER ON items_low_items_code_new;

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
-- meanwhile    public.items: every version reads and writes code; the contract puts code_new in its place.
-- changes      drop_helper_trigger public.items.code_new
--              drop_helper_function public.items.code_new
--              drop_old_side public.items.code
--              swap public.items.code
--              rename_index public.items.items_code
--              swap public.items.items_code
--              rename_constraint public.items.items_key
--              swap public.items.items_key
-- locks        public.items       ACCESS EXCLUSIVE  catalog only
--              public.items_high  ACCESS EXCLUSIVE  catalog only
--              public.items_low   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- code of public.items is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.items_high ACCESS EXCLUSIVE; catalog only
-- locks: public.items_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.items WHERE (code_new IS DISTINCT FROM code::bigint) AND (code IS DISTINCT FROM code_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_items_code_sync ON public.items;
DROP FUNCTION public.items_code_sync();
ALTER TABLE public.items DROP COLUMN code;
ALTER TABLE public.items RENAME COLUMN code_new TO code;
ALTER TABLE public.items_code_new RENAME COLUMN code_new TO code;
ALTER TABLE public.items_key_new RENAME COLUMN code_new TO code;
ALTER INDEX public.items_code_new RENAME TO items_code;
ALTER INDEX IF EXISTS public.items_high_items_code_new RENAME TO items_high_items_code;
ALTER INDEX IF EXISTS public.items_low_items_code_new RENAME TO items_low_code_idx;
ALTER TABLE public.items RENAME CONSTRAINT items_key_new TO items_key;
ALTER INDEX IF EXISTS public.items_high_items_key_new RENAME TO items_high_items_key;
ALTER INDEX IF EXISTS public.items_low_items_key_new RENAME TO items_low_id_code_key;
COMMIT;

