~ enum public.mood: values sad, gone, ok -> ok, sad, fine; comment how -> new

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.notes.status -> public.notes.status_new
--              public.orders.other -> public.orders.other_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.notes: every version reads and writes status; the contract puts status_new in its place.
--              public.orders: every version reads and writes other; the contract puts other_new in its place.
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      create_enum public.mood_new
--              comment public.mood_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.mood_new IS NULL;
--   DROP TYPE public.mood_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.mood_new AS ENUM ('ok', 'sad', 'fine');

COMMENT ON TYPE public.mood_new IS 'new';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.notes.status -> public.notes.status_new
--              public.orders.other -> public.orders.other_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.notes: every version reads and writes status; the contract puts status_new in its place.
--              public.orders: every version reads and writes other; the contract puts other_new in its place.
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      add_column_without_values public.notes.status_new
--              share_access public.notes.status_new
--              create_helper_function public.notes.status_new
--              create_helper_trigger public.notes.status_new
--              add_column_without_values public.orders.status_new
--              share_access public.orders.status_new
--              create_helper_function public.orders.status_new
--              create_helper_trigger public.orders.status_new
--              add_column_without_values public.orders.other_new
--              share_access public.orders.other_new
--              create_helper_function public.orders.other_new
--              create_helper_trigger public.orders.other_new
-- locks        public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_other_sync ON public.orders;
--   DROP FUNCTION public.orders_other_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN other_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   DROP FUNCTION public.orders_status_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN status_new;
--   BEGIN;
--   DROP TRIGGER zzz_notes_status_sync ON public.notes;
--   DROP FUNCTION public.notes_status_sync();
--   COMMIT;
--   ALTER TABLE public.notes DROP COLUMN status_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.notes WHERE NOT (status::text = ANY (ARRAY['ok', 'sad', 'fine']::text[])) LIMIT 5;
ALTER TABLE public.notes ADD COLUMN status_new public.mood_new;

-- Who has rights on status alone gets them on status_new too.
-- Keeps status and status_new in step until the contract.
-- locks: public.notes SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'status_new', 'public.notes',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.notes'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.notes_status_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status_new IS NULL THEN
      NEW.status_new := NEW.status::text::public.mood_new;
    ELSE
      NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS notes);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status)))
    AND (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new)))
    AND (OLD.status_new IS NOT NULL OR OLD.status IS NULL) THEN
    IF (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.mood_new)))
      AND (record_image_ne(ROW(NEW.status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS notes)::public.mood))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, status_new of public.notes are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status))) THEN
    NEW.status_new := NEW.status::text::public.mood_new;
  ELSIF (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new))) AND (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.mood_new))) THEN
    NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS notes);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_notes_status_sync BEFORE INSERT OR UPDATE ON public.notes FOR EACH ROW
  EXECUTE FUNCTION public.notes_status_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN status_new public.mood_new;

-- Who has rights on status alone gets them on status_new too.
-- Keeps status and status_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'status_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_status_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status_new IS NULL THEN
      NEW.status_new := (SELECT (CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new FROM (SELECT NEW.*) AS orders);
    ELSE
      NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status)))
    AND (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new)))
    AND (OLD.status_new IS NOT NULL OR OLD.status IS NULL) THEN
    IF (record_image_ne(ROW(NEW.status_new), ROW((SELECT (CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new FROM (SELECT NEW.*) AS orders)::public.mood_new)))
      AND (record_image_ne(ROW(NEW.status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS orders)::public.mood))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, status_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status))) THEN
    NEW.status_new := (SELECT (CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new FROM (SELECT NEW.*) AS orders);
  ELSIF (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new))) AND (record_image_ne(ROW(NEW.status_new), ROW((SELECT (CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new FROM (SELECT NEW.*) AS orders)::public.mood_new))) THEN
    NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT NEW.status_new AS status) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['ok', 'sad', 'fine']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN other_new public.mood_new[];

-- Who has rights on other alone gets them on other_new too.
-- Keeps other and other_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'other_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'other'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_other_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.other_new IS NULL THEN
      NEW.other_new := NEW.other::text::public.mood_new[];
    ELSE
      NEW.other := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['sad', 'gone', 'ok']::text[])) THEN other::text::public.mood[] END FROM (SELECT NEW.other_new AS other) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.other), ROW(OLD.other)))
    AND (record_image_ne(ROW(NEW.other_new), ROW(OLD.other_new)))
    AND (OLD.other_new IS NOT NULL OR OLD.other IS NULL) THEN
    IF (record_image_ne(ROW(NEW.other_new), ROW(NEW.other::text::public.mood_new[])))
      AND (record_image_ne(ROW(NEW.other), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['sad', 'gone', 'ok']::text[])) THEN other::text::public.mood[] END FROM (SELECT NEW.other_new AS other) AS orders)::public.mood[]))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'other, other_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.other), ROW(OLD.other))) THEN
    NEW.other_new := NEW.other::text::public.mood_new[];
  ELSIF (record_image_ne(ROW(NEW.other_new), ROW(OLD.other_new))) AND (record_image_ne(ROW(NEW.other_new), ROW(NEW.other::text::public.mood_new[]))) THEN
    NEW.other := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['sad', 'gone', 'ok']::text[])) THEN other::text::public.mood[] END FROM (SELECT NEW.other_new AS other) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_other_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_other_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.notes.status -> public.notes.status_new
--              public.orders.other -> public.orders.other_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.notes: every version reads and writes status; the contract puts status_new in its place.
--              public.orders: every version reads and writes other; the contract puts other_new in its place.
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      backfill public.notes.status_new
--              backfill public.orders.status_new
--              backfill public.orders.other_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills status_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.notes.id%TYPE;
  last_key public.notes.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.notes ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.notes
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.notes
       SET status_new = status::text::public.mood_new
     WHERE id >= first_key AND id <= last_key
       AND status_new IS NULL AND status::text::public.mood_new IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.notes WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills status_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET status_new = (CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new
     WHERE id >= first_key AND id <= last_key
       AND status_new IS NULL AND ((CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new) IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills other_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET other_new = other::text::public.mood_new[]
     WHERE id >= first_key AND id <= last_key
       AND other_new IS NULL AND other::text::public.mood_new[] IS NOT NULL;
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
--              public.notes.status -> public.notes.status_new
--              public.orders.other -> public.orders.other_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.notes: every version reads and writes status; the contract puts status_new in its place.
--              public.orders: every version reads and writes other; the contract puts other_new in its place.
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      reconcile public.notes.status_new
--              analyze public.notes.status_new
--              reconcile public.orders.other_new
--              analyze public.orders.other_new
--              add_check_not_valid public.orders.orders_status_new_not_null
--              validate_constraint public.orders.orders_status_new_not_null
--              set_not_null_proven public.orders.status_new
--              drop_constraint public.orders.orders_status_new_not_null
--              reconcile public.orders.status_new
--              analyze public.orders.status_new
--              add_check_not_valid public.orders.orders_status_check_new
--              validate_constraint public.orders.orders_status_check_new
--              create_index_concurrently public.orders.orders_status_idx_new
-- locks        public.notes   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6, 9 and 11 of 12.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_status_idx_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_status_check_new;
--   -- nothing to undo: ANALYZE public.orders (status_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_status_new_not_null CHECK (status_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN status_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_status_new_not_null;
--   -- nothing to undo: ANALYZE public.orders (other_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.notes (status_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.notes
 WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.mood_new)))
   AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT status_new AS status) AS notes)::public.mood)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.notes hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.notes SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.notes (status_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(other_new), ROW(other::text::public.mood_new[])))
   AND (record_image_ne(ROW(other), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['sad', 'gone', 'ok']::text[])) THEN other::text::public.mood[] END FROM (SELECT other_new AS other) AS orders)::public.mood[])));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (other_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves status_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE status_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_status_new_not_null CHECK (status_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN status_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_status_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(status_new), ROW(((CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new)::public.mood_new)))
   AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT status_new AS status) AS orders)::public.mood)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (status_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (status_new <> 'sad'::public.mood_new) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_status_check_new CHECK (status_new <> 'sad'::public.mood_new) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_check_new;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_status_idx_new;
CREATE INDEX CONCURRENTLY orders_status_idx_new ON public.orders (status_new) WHERE (status_new = 'ok'::public.mood_new);

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.notes.status -> public.notes.status_new
--              public.orders.other -> public.orders.other_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.notes: every version reads and writes status; the contract puts status_new in its place.
--              public.orders: every version reads and writes other; the contract puts other_new in its place.
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      keep_privileges public.seen
--              rebuild_view public.seen
--              drop_helper_trigger public.notes.status_new
--              drop_helper_function public.notes.status_new
--              drop_helper_trigger public.orders.other_new
--              drop_helper_function public.orders.other_new
--              drop_helper_trigger public.orders.status_new
--              drop_helper_function public.orders.status_new
--              drop_old_side public.notes.status
--              swap public.notes.status
--              drop_old_side public.orders.other
--              swap public.orders.other
--              drop_old_side public.orders.status
--              swap public.orders.status
--              swap public.notes.status_new
--              set_default public.orders.status
--              rename_constraint public.orders.orders_status_check
--              rename_index public.orders.orders_status_idx
--              share_access public.notes.status_new
--              drop_old_side public.notes.status_new
-- locks        public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
--              public.seen    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Remembers the owner and the grants of public.seen.
-- status of public.notes is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- other of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- status of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- What waits at this moment with a value of enum public.mood fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- public.mood gets the owner and the rights of the old one.
-- Gives public.seen its owner and grants back.
-- locks: public.seen ACCESS EXCLUSIVE, public.notes ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.notes WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.mood_new))) AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT status_new AS status) AS notes)::public.mood))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(other_new), ROW(other::text::public.mood_new[]))) AND (record_image_ne(ROW(other), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(other) AS label WHERE label::text <> ALL (ARRAY['sad', 'gone', 'ok']::text[])) THEN other::text::public.mood[] END FROM (SELECT other_new AS other) AS orders)::public.mood[]))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(status_new), ROW(((CASE status WHEN 'gone' THEN 'fine' ELSE status::text END)::text::public.mood_new)::public.mood_new))) AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['sad', 'gone', 'ok']::text[]) THEN status::text::public.mood END FROM (SELECT status_new AS status) AS orders)::public.mood))) LIMIT 5;
BEGIN;
LOCK TABLE public.notes, public.orders IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_seen', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.seen', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.seen'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.seen', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.seen'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.seen',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.seen'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.seen'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.seen;
DROP TRIGGER zzz_notes_status_sync ON public.notes;
DROP FUNCTION public.notes_status_sync();
DROP TRIGGER zzz_orders_other_sync ON public.orders;
DROP FUNCTION public.orders_other_sync();
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
ALTER TABLE public.notes DROP COLUMN status;
ALTER TABLE public.notes RENAME COLUMN status_new TO status;
ALTER TABLE public.orders DROP COLUMN other;
ALTER TABLE public.orders RENAME COLUMN other_new TO other;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders RENAME COLUMN status_new TO status;
ALTER TABLE public.orders_status_idx_new RENAME COLUMN status_new TO status;
ALTER TYPE public.mood RENAME TO mood_old;
ALTER TYPE public.mood_new RENAME TO mood;
ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'ok'::public.mood;
ALTER TABLE public.orders RENAME CONSTRAINT orders_status_check_new TO orders_status_check;
ALTER INDEX public.orders_status_idx_new RENAME TO orders_status_idx;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.mood', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.mood_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.mood')
      FROM pg_type t WHERE t.oid = 'public.mood_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.mood',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.mood_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.mood_old;
CREATE VIEW public.seen AS
SELECT orders.id,
    orders.status
   FROM public.orders
  WHERE (orders.status = 'ok'::public.mood);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_seen');
END $$;
COMMIT;

