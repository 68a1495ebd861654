~ enum public.level: values low, mid, gone, high -> high, mid, low, top

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.mark -> public.orders.mark_new
--              public.orders.marks -> public.orders.marks_new
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes mark; the contract puts mark_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.level_of(public.mark).
--              public.orders: every version reads and writes marks; the contract puts marks_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      create_enum public.level_new
--              create_type public.mark_new
--              create_type public.note_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TYPE public.note_new;
--   DROP TYPE public.mark_new;
--   DROP TYPE public.level_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.level_new AS ENUM ('high', 'mid', 'low', 'top');

CREATE TYPE public.mark_new AS (
  level public.level_new,
  at date,
  others public.level_new[]
);

CREATE TYPE public.note_new AS (
  mark public.mark_new,
  said text
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mark -> public.orders.mark_new
--              public.orders.marks -> public.orders.marks_new
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes mark; the contract puts mark_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.level_of(public.mark).
--              public.orders: every version reads and writes marks; the contract puts marks_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      create_function public.level_of_new(public.mark_new)
--              share_access public.level_of_new(public.mark_new)
--              add_column_without_values public.orders.mark_new
--              share_access public.orders.mark_new
--              create_helper_function public.orders.mark_new
--              create_helper_trigger public.orders.mark_new
--              add_column_without_values public.orders.marks_new
--              share_access public.orders.marks_new
--              create_helper_function public.orders.marks_new
--              create_helper_trigger public.orders.marks_new
--              add_column_without_values public.orders.note_new
--              share_access public.orders.note_new
--              create_helper_function public.orders.note_new
--              create_helper_trigger public.orders.note_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   DROP FUNCTION public.orders_note_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN note_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_marks_sync ON public.orders;
--   DROP FUNCTION public.orders_marks_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN marks_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_mark_sync ON public.orders;
--   DROP FUNCTION public.orders_mark_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN mark_new;
--   DROP FUNCTION public.level_of_new(public.mark_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Nobody may call it who may not call function public.level_of(public.mark).
BEGIN;
CREATE FUNCTION public.level_of_new(public.mark_new) RETURNS public.level_new
    LANGUAGE sql IMMUTABLE
    AS $$SELECT ($1).level$$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER FUNCTION %s OWNER TO %I', 'public.level_of_new(public.mark_new)', pg_get_userbyid(p.proowner))
      FROM pg_proc p WHERE p.oid = 'public.level_of(public.mark)'::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM %s', 'public.level_of_new(public.mark_new)',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
      FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
     WHERE p.oid = 'public.level_of_new(public.mark_new)'::regprocedure AND a.grantee <> p.proowner
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', 'public.level_of_new(public.mark_new)',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
     WHERE p.oid = 'public.level_of(public.mark)'::regprocedure
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (mark).level::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN mark_new public.mark_new;

-- Who has rights on mark alone gets them on mark_new too.
-- Keeps mark and mark_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'mark_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'mark'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_mark_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.mark_new IS NOT DISTINCT FROM NULL THEN
      NEW.mark_new := NEW.mark::text::public.mark_new;
    ELSE
      NEW.mark := (SELECT CASE WHEN ((mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN mark::text::public.mark END FROM (SELECT NEW.mark_new AS mark) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.mark), ROW(OLD.mark)))
    AND (record_image_ne(ROW(NEW.mark_new), ROW(OLD.mark_new)))
    AND (OLD.mark_new IS DISTINCT FROM NULL OR OLD.mark IS NOT DISTINCT FROM NULL) THEN
    IF (record_image_ne(ROW(NEW.mark_new), ROW(NEW.mark::text::public.mark_new)))
      AND (record_image_ne(ROW(NEW.mark), ROW((SELECT CASE WHEN ((mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN mark::text::public.mark END FROM (SELECT NEW.mark_new AS mark) AS orders)::public.mark))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'mark, mark_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.mark), ROW(OLD.mark))) THEN
    NEW.mark_new := NEW.mark::text::public.mark_new;
  ELSIF (record_image_ne(ROW(NEW.mark_new), ROW(OLD.mark_new))) AND (record_image_ne(ROW(NEW.mark_new), ROW(NEW.mark::text::public.mark_new))) THEN
    NEW.mark := (SELECT CASE WHEN ((mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN mark::text::public.mark END FROM (SELECT NEW.mark_new AS mark) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_mark_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_mark_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[]))) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN marks_new public.mark_new[];

-- Who has rights on marks alone gets them on marks_new too.
-- Keeps marks and marks_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'marks_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'marks'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_marks_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.marks_new IS NULL THEN
      NEW.marks_new := NEW.marks::text::public.mark_new[];
    ELSE
      NEW.marks := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) THEN marks::text::public.mark[] END FROM (SELECT NEW.mark, NEW.marks_new AS marks) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.marks), ROW(OLD.marks)))
    AND (record_image_ne(ROW(NEW.marks_new), ROW(OLD.marks_new)))
    AND (OLD.marks_new IS NOT NULL OR OLD.marks IS NULL) THEN
    IF (record_image_ne(ROW(NEW.marks_new), ROW(NEW.marks::text::public.mark_new[])))
      AND (record_image_ne(ROW(NEW.marks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) THEN marks::text::public.mark[] END FROM (SELECT NEW.mark, NEW.marks_new AS marks) AS orders)::public.mark[]))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'marks, marks_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.marks), ROW(OLD.marks))) THEN
    NEW.marks_new := NEW.marks::text::public.mark_new[];
  ELSIF (record_image_ne(ROW(NEW.marks_new), ROW(OLD.marks_new))) AND (record_image_ne(ROW(NEW.marks_new), ROW(NEW.marks::text::public.mark_new[]))) THEN
    NEW.marks := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) THEN marks::text::public.mark[] END FROM (SELECT NEW.mark, NEW.marks_new AS marks) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_marks_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_marks_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE ((note).mark).level::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low', 'top']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN note_new public.note_new;

-- Who has rights on note alone gets them on note_new too.
-- Keeps note and note_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'note_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'note'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_note_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.note_new IS NOT DISTINCT FROM NULL THEN
      NEW.note_new := NEW.note::text::public.note_new;
    ELSE
      NEW.note := (SELECT CASE WHEN (((note).mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN note::text::public.note END FROM (SELECT NEW.mark, NEW.note_new AS note) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.note), ROW(OLD.note)))
    AND (record_image_ne(ROW(NEW.note_new), ROW(OLD.note_new)))
    AND (OLD.note_new IS DISTINCT FROM NULL OR OLD.note IS NOT DISTINCT FROM NULL) THEN
    IF (record_image_ne(ROW(NEW.note_new), ROW(NEW.note::text::public.note_new)))
      AND (record_image_ne(ROW(NEW.note), ROW((SELECT CASE WHEN (((note).mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN note::text::public.note END FROM (SELECT NEW.mark, NEW.note_new AS note) AS orders)::public.note))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'note, note_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.note), ROW(OLD.note))) THEN
    NEW.note_new := NEW.note::text::public.note_new;
  ELSIF (record_image_ne(ROW(NEW.note_new), ROW(OLD.note_new))) AND (record_image_ne(ROW(NEW.note_new), ROW(NEW.note::text::public.note_new))) THEN
    NEW.note := (SELECT CASE WHEN (((note).mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN note::text::public.note END FROM (SELECT NEW.mark, NEW.note_new AS note) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_note_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_note_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mark -> public.orders.mark_new
--              public.orders.marks -> public.orders.marks_new
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes mark; the contract puts mark_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.level_of(public.mark).
--              public.orders: every version reads and writes marks; the contract puts marks_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      backfill public.orders.mark_new
--              backfill public.orders.marks_new
--              backfill public.orders.note_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills mark_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET mark_new = mark::text::public.mark_new
     WHERE id >= first_key AND id <= last_key
       AND mark_new IS NOT DISTINCT FROM NULL AND mark::text::public.mark_new IS DISTINCT FROM NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills marks_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET marks_new = marks::text::public.mark_new[]
     WHERE id >= first_key AND id <= last_key
       AND marks_new IS NULL AND marks::text::public.mark_new[] IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills note_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET note_new = note::text::public.note_new
     WHERE id >= first_key AND id <= last_key
       AND note_new IS NOT DISTINCT FROM NULL AND note::text::public.note_new IS DISTINCT FROM NULL;
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
--              public.orders.mark -> public.orders.mark_new
--              public.orders.marks -> public.orders.marks_new
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes mark; the contract puts mark_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.level_of(public.mark).
--              public.orders: every version reads and writes marks; the contract puts marks_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      reconcile public.orders.marks_new
--              analyze public.orders.marks_new
--              reconcile public.orders.note_new
--              analyze public.orders.note_new
--              add_check_not_valid public.orders.orders_mark_new_not_null
--              validate_constraint public.orders.orders_mark_new_not_null
--              set_not_null_proven public.orders.mark_new
--              drop_constraint public.orders.orders_mark_new_not_null
--              reconcile public.orders.mark_new
--              analyze public.orders.mark_new
--              add_check_not_valid public.orders.orders_mark_check_new
--              validate_constraint public.orders.orders_mark_check_new
--              create_index_concurrently public.orders.orders_level_idx_new
--              analyze public.orders.orders_level_idx_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6, 9, 11 and 13 of 13.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_level_idx_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_mark_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_mark_check_new;
--   -- nothing to undo: ANALYZE public.orders (mark_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_mark_new_not_null CHECK (mark_new IS DISTINCT FROM NULL);
--   ALTER TABLE public.orders ALTER COLUMN mark_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_mark_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_mark_new_not_null;
--   -- nothing to undo: ANALYZE public.orders (note_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (marks_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(marks_new), ROW(marks::text::public.mark_new[])))
   AND (record_image_ne(ROW(marks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) THEN marks::text::public.mark[] END FROM (SELECT mark, marks_new AS marks) AS orders)::public.mark[])));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (marks_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(note_new), ROW(note::text::public.note_new)))
   AND (record_image_ne(ROW(note), ROW((SELECT CASE WHEN (((note).mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN note::text::public.note END FROM (SELECT mark, note_new AS note) AS orders)::public.note)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves mark_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE mark_new IS NOT DISTINCT FROM NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_mark_new_not_null CHECK (mark_new IS DISTINCT FROM NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_mark_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN mark_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_mark_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(mark_new), ROW(mark::text::public.mark_new)))
   AND (record_image_ne(ROW(mark), ROW((SELECT CASE WHEN ((mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN mark::text::public.mark END FROM (SELECT mark_new AS mark) AS orders)::public.mark)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (mark_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((mark_new).level <> 'high'::public.level_new) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_mark_check_new CHECK ((mark_new).level <> 'high'::public.level_new) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_mark_check_new;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_level_idx_new;
CREATE INDEX CONCURRENTLY orders_level_idx_new ON public.orders (public.level_of_new(mark_new));

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mark -> public.orders.mark_new
--              public.orders.marks -> public.orders.marks_new
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes mark; the contract puts mark_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.level_of(public.mark).
--              public.orders: every version reads and writes marks; the contract puts marks_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      keep_privileges public.levels
--              rebuild_view public.levels
--              drop_helper_trigger public.orders.mark_new
--              drop_helper_function public.orders.mark_new
--              drop_helper_trigger public.orders.marks_new
--              drop_helper_function public.orders.marks_new
--              drop_helper_trigger public.orders.note_new
--              drop_helper_function public.orders.note_new
--              drop_old_side public.orders.mark
--              swap public.orders.mark
--              drop_old_side public.orders.marks
--              swap public.orders.marks
--              drop_old_side public.orders.note
--              swap public.orders.note
--              keep_privileges public.level_of(public.mark)
--              drop_function public.level_of(public.mark)
--              swap public.orders.mark_new
--              rename_function public.level_of(public.mark)
--              rename_constraint public.orders.orders_mark_check
--              rename_index public.orders.orders_level_idx
--              share_access public.orders.mark_new
--              drop_old_side public.orders.mark_new
-- locks        public.levels  ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.levels.
-- mark of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- marks of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- note of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Remembers the owner and the grants of public.level_of(public.mark).
-- What waits at this moment with a value of enum public.level fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- Gives public.level_of(public.mark) its owner and grants back.
-- public.level gets the owner and the rights of the old one.
-- public.mark gets the owner and the rights of the old one.
-- public.note gets the owner and the rights of the old one.
-- Gives public.levels its owner and grants back.
-- locks: public.levels ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(mark_new), ROW(mark::text::public.mark_new))) AND (record_image_ne(ROW(mark), ROW((SELECT CASE WHEN ((mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN mark::text::public.mark END FROM (SELECT mark_new AS mark) AS orders)::public.mark))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(marks_new), ROW(marks::text::public.mark_new[]))) AND (record_image_ne(ROW(marks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(marks) AS label WHERE (label).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest((label).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) THEN marks::text::public.mark[] END FROM (SELECT mark, marks_new AS marks) AS orders)::public.mark[]))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(note_new), ROW(note::text::public.note_new))) AND (record_image_ne(ROW(note), ROW((SELECT CASE WHEN (((note).mark).level::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]) OR EXISTS (SELECT FROM unnest(((note).mark).others) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[]))) IS NOT TRUE THEN note::text::public.note END FROM (SELECT mark, note_new AS note) AS orders)::public.note))) LIMIT 5;
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_levels', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.levels', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.levels'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.levels', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.levels'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.levels',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.levels'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.levels'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.levels;
DROP TRIGGER zzz_orders_mark_sync ON public.orders;
DROP FUNCTION public.orders_mark_sync();
DROP TRIGGER zzz_orders_marks_sync ON public.orders;
DROP FUNCTION public.orders_marks_sync();
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
ALTER TABLE public.orders DROP COLUMN mark;
ALTER TABLE public.orders RENAME COLUMN mark_new TO mark;
ALTER TABLE public.orders DROP COLUMN marks;
ALTER TABLE public.orders RENAME COLUMN marks_new TO marks;
ALTER TABLE public.orders DROP COLUMN note;
ALTER TABLE public.orders RENAME COLUMN note_new TO note;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_67e65ec75d164a25', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.level_of(public.mark)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.level_of(public.mark)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.level_of(public.mark)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.level_of(public.mark);
ALTER TYPE public.level RENAME TO level_old;
ALTER TYPE public.level_new RENAME TO level;
ALTER TYPE public.mark RENAME TO mark_old;
ALTER TYPE public.mark_new RENAME TO mark;
ALTER TYPE public.note RENAME TO note_old;
ALTER TYPE public.note_new RENAME TO note;
ALTER FUNCTION public.level_of_new(public.mark) RENAME TO level_of;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_67e65ec75d164a25');
END $$;
ALTER TABLE public.orders RENAME CONSTRAINT orders_mark_check_new TO orders_mark_check;
ALTER INDEX public.orders_level_idx_new RENAME TO orders_level_idx;
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
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.mark', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.mark_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.mark')
      FROM pg_type t WHERE t.oid = 'public.mark_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.mark',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.mark_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.note', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.note_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.note')
      FROM pg_type t WHERE t.oid = 'public.note_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.note',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.note_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.note_old;
DROP TYPE public.mark_old;
DROP TYPE public.level_old;
CREATE VIEW public.levels AS
SELECT orders.id,
    (orders.mark).level AS level
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_levels');
END $$;
COMMIT;

