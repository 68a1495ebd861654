- column public.notes.written
~ column public.readings.value: type integer -> bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.value -> public.readings.value_new
-- meanwhile    public.readings: every version reads and writes value; the contract puts value_new in its place.
-- changes      add_column_without_values public.readings.value_new
--              share_access public.readings.value_new
--              create_helper_function public.readings.value_new
--              create_helper_trigger public.readings.value_new
-- locks        public.readings       ACCESS EXCLUSIVE  catalog only
--              public.readings_a     ACCESS EXCLUSIVE  catalog only
--              public.readings_rest  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_readings_value_sync ON public.readings;
--   DROP FUNCTION public.readings_value_sync();
--   COMMIT;
--   ALTER TABLE public.readings DROP COLUMN value_new;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.readings ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_a ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.readings ADD COLUMN value_new bigint;

-- Who has rights on value alone gets them on value_new too.
-- Keeps value and value_new in step until the contract.
-- locks: public.readings SHARE ROW EXCLUSIVE; catalog only
-- locks: public.readings_a SHARE ROW EXCLUSIVE; catalog only
-- locks: public.readings_rest SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'value_new', 'public.readings',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.readings'::regclass AND t.attname = 'value'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.readings_value_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.value_new IS NULL THEN
      NEW.value_new := NEW.value::bigint;
    ELSE
      NEW.value := NEW.value_new::integer;
    END IF;
  ELSIF (NEW.value IS DISTINCT FROM OLD.value)
    AND (NEW.value_new IS DISTINCT FROM OLD.value_new)
    AND (OLD.value_new IS NOT NULL OR OLD.value IS NULL) THEN
    IF (NEW.value_new IS DISTINCT FROM NEW.value::bigint)
      AND (NEW.value IS DISTINCT FROM NEW.value_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'value, value_new of public.readings are set to values that do not belong together';
    END IF;
  ELSIF (NEW.value IS DISTINCT FROM OLD.value) THEN
    NEW.value_new := NEW.value::bigint;
  ELSIF (NEW.value_new IS DISTINCT FROM OLD.value_new) AND (NEW.value_new IS DISTINCT FROM NEW.value::bigint) THEN
    NEW.value := NEW.value_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_readings_value_sync BEFORE INSERT OR UPDATE ON public.readings FOR EACH ROW
  EXECUTE FUNCTION public.readings_value_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.value -> public.readings.value_new
-- meanwhile    public.readings: every version reads and writes value; the contract puts value_new in its place.
-- changes      backfill public.readings.value_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills value_new of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := (
      WITH RECURSIVE part AS (
          SELECT 'public.readings'::regclass::oid AS id
          UNION
          SELECT inhrelid FROM pg_inherits JOIN part ON inhparent = id)
      SELECT max(pg_relation_size(id)) FROM part) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.readings
       SET value_new = value::bigint
     WHERE ctid >= first_row AND ctid < behind_row
       AND value_new IS NULL AND value::bigint IS NOT NULL;
    COMMIT;
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
--              public.readings.value -> public.readings.value_new
-- meanwhile    public.readings: every version reads and writes value; the contract puts value_new in its place.
-- changes      reconcile public.readings.value_new
--              analyze public.readings.value_new
-- locks        public.readings       SHARE UPDATE EXCLUSIVE  scan
--              public.readings_a     SHARE UPDATE EXCLUSIVE  scan
--              public.readings_rest  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.readings
 WHERE (value_new IS DISTINCT FROM value::bigint)
   AND (value IS DISTINCT FROM value_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.readings hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.readings SHARE UPDATE EXCLUSIVE; scan
-- locks: public.readings_a SHARE UPDATE EXCLUSIVE; scan
-- locks: public.readings_rest SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.readings (value_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.value -> public.readings.value_new
-- meanwhile    public.readings: every version reads and writes value; the contract puts value_new in its place.
-- changes      drop_column public.notes.written
--              drop_helper_trigger public.readings.value_new
--              drop_helper_function public.readings.value_new
--              drop_old_side public.readings.value
--              swap public.readings.value
-- locks        public.notes          ACCESS EXCLUSIVE  catalog only
--              public.readings       ACCESS EXCLUSIVE  catalog only
--              public.readings_a     ACCESS EXCLUSIVE  catalog only
--              public.readings_rest  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.notes DROP COLUMN written;

SET lock_timeout = '333ms';

-- value of public.readings is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.readings ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_a ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.readings WHERE (value_new IS DISTINCT FROM value::bigint) AND (value IS DISTINCT FROM value_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_readings_value_sync ON public.readings;
DROP FUNCTION public.readings_value_sync();
ALTER TABLE public.readings DROP COLUMN value;
ALTER TABLE public.readings RENAME COLUMN value_new TO value;
COMMIT;

