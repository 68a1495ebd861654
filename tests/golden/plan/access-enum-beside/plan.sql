~ enum public.mood: values good, bad, sad -> good, bad

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      create_enum public.mood_new
--              give_to_owner public.mood_new
--              withhold public.mood_new
--              grant public.mood_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE USAGE ON TYPE public.mood_new FROM clerk;
--   GRANT USAGE ON TYPE public.mood_new TO PUBLIC;
--   ALTER TYPE public.mood_new OWNER TO CURRENT_USER;
--   DROP TYPE public.mood_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.mood_new AS ENUM ('good', 'bad');

ALTER TYPE public.mood_new OWNER TO boss;

REVOKE USAGE ON TYPE public.mood_new FROM PUBLIC;

GRANT USAGE ON TYPE public.mood_new TO clerk;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      add_column_without_values public.orders.mood_new
--              create_helper_function public.orders.mood_new
--              create_helper_trigger public.orders.mood_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_mood_sync ON public.orders;
--   DROP FUNCTION public.orders_mood_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN mood_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (mood::text = ANY (ARRAY['good', 'bad']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN mood_new public.mood_new;

-- Keeps mood and mood_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.orders_mood_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.mood_new IS NULL THEN
      NEW.mood_new := NEW.mood::text::public.mood_new;
    ELSE
      NEW.mood := NEW.mood_new::text::public.mood;
    END IF;
  ELSIF (record_image_ne(ROW(NEW.mood), ROW(OLD.mood)))
    AND (record_image_ne(ROW(NEW.mood_new), ROW(OLD.mood_new)))
    AND (OLD.mood_new IS NOT NULL OR OLD.mood IS NULL) THEN
    IF (record_image_ne(ROW(NEW.mood_new), ROW(NEW.mood::text::public.mood_new)))
      AND (record_image_ne(ROW(NEW.mood), ROW(NEW.mood_new::text::public.mood))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'mood, mood_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.mood), ROW(OLD.mood))) THEN
    NEW.mood_new := NEW.mood::text::public.mood_new;
  ELSIF (record_image_ne(ROW(NEW.mood_new), ROW(OLD.mood_new))) AND (record_image_ne(ROW(NEW.mood_new), ROW(NEW.mood::text::public.mood_new))) THEN
    NEW.mood := NEW.mood_new::text::public.mood;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_mood_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_mood_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      backfill public.orders.mood_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills mood_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET mood_new = mood::text::public.mood_new
     WHERE id >= first_key AND id <= last_key
       AND mood_new IS NULL AND mood::text::public.mood_new IS NOT NULL;
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
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      reconcile public.orders.mood_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(mood_new), ROW(mood::text::public.mood_new)))
   AND (record_image_ne(ROW(mood), ROW(mood_new::text::public.mood)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      grant public.orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT (mood_new) ON TABLE public.orders FROM clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT SELECT (mood_new) ON TABLE public.orders TO clerk;

COMMIT;

==> 20260101000005_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      analyze public.orders.mood_new
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (mood_new);

==> 20260101000006_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000006
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.mood -> public.orders.mood_new
-- meanwhile    public.orders: every version reads and writes mood; the contract puts mood_new in its place.
-- changes      drop_helper_trigger public.orders.mood_new
--              drop_helper_function public.orders.mood_new
--              drop_old_side public.orders.mood
--              swap public.orders.mood
--              swap public.orders.mood_new
--              drop_old_side public.orders.mood_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- mood of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- What waits at this moment with a value of enum public.mood fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(mood_new), ROW(mood::text::public.mood_new))) AND (record_image_ne(ROW(mood), ROW(mood_new::text::public.mood))) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_mood_sync ON public.orders;
DROP FUNCTION public.orders_mood_sync();
ALTER TABLE public.orders DROP COLUMN mood;
ALTER TABLE public.orders RENAME COLUMN mood_new TO mood;
ALTER TYPE public.mood RENAME TO mood_old;
ALTER TYPE public.mood_new RENAME TO mood;
DROP TYPE public.mood_old;
COMMIT;

