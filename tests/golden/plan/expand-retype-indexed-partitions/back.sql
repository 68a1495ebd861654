~ column public.readings.amount: type bigint -> integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.amount -> public.readings.amount_new
-- meanwhile    public.readings: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      add_column_without_values public.readings.amount_new
--              share_access public.readings.amount_new
--              create_helper_function public.readings.amount_new
--              create_helper_trigger public.readings.amount_new
-- locks        public.readings            ACCESS EXCLUSIVE  catalog only
--              public.readings_high       ACCESS EXCLUSIVE  catalog only
--              public.readings_low        ACCESS EXCLUSIVE  catalog only
--              public.readings_low_first  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_readings_amount_sync ON public.readings;
--   DROP FUNCTION public.readings_amount_sync();
--   COMMIT;
--   ALTER TABLE public.readings DROP COLUMN amount_new;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- locks: public.readings ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_high ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_low ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_low_first ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.readings WHERE amount NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.readings ADD COLUMN amount_new integer;

-- Who has rights on amount alone gets them on amount_new too.
-- Keeps amount and amount_new in step until the contract.
-- locks: public.readings SHARE ROW EXCLUSIVE; catalog only
-- locks: public.readings_high SHARE ROW EXCLUSIVE; catalog only
-- locks: public.readings_low SHARE ROW EXCLUSIVE; catalog only
-- locks: public.readings_low_first SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'amount_new', 'public.readings',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.readings'::regclass AND t.attname = 'amount'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.readings_amount_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.amount_new IS NULL THEN
      NEW.amount_new := NEW.amount::integer;
    ELSE
      NEW.amount := NEW.amount_new::bigint;
    END IF;
  ELSIF (NEW.amount IS DISTINCT FROM OLD.amount)
    AND (NEW.amount_new IS DISTINCT FROM OLD.amount_new)
    AND (OLD.amount_new IS NOT NULL OR OLD.amount IS NULL) THEN
    IF (NEW.amount_new IS DISTINCT FROM NEW.amount::integer)
      AND (NEW.amount IS DISTINCT FROM NEW.amount_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'amount, amount_new of public.readings are set to values that do not belong together';
    END IF;
  ELSIF (NEW.amount IS DISTINCT FROM OLD.amount) THEN
    NEW.amount_new := NEW.amount::integer;
  ELSIF (NEW.amount_new IS DISTINCT FROM OLD.amount_new) AND (NEW.amount_new IS DISTINCT FROM NEW.amount::integer) THEN
    NEW.amount := NEW.amount_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_readings_amount_sync BEFORE INSERT OR UPDATE ON public.readings FOR EACH ROW
  EXECUTE FUNCTION public.readings_amount_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.amount -> public.readings.amount_new
-- meanwhile    public.readings: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      backfill public.readings.amount_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills amount_new of the old rows in batches of 64 pages, each in a transaction of its own.
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
       SET amount_new = amount::integer
     WHERE ctid >= first_row AND ctid < behind_row
       AND amount_new IS NULL AND amount::integer IS NOT NULL;
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
--              public.readings.amount -> public.readings.amount_new
-- meanwhile    public.readings: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      reconcile public.readings.amount_new
--              analyze public.readings.amount_new
--              create_index_concurrently public.readings.readings_key_new
--              add_key_using_index public.readings.readings_key_new
--              add_key_only public.readings.readings_key_new
--              attach_index public.readings.readings_key_new
--              create_index_on_only public.readings.readings_amount_new
--              create_index_concurrently public.readings.readings_amount_new
--              attach_index public.readings.readings_amount_new
-- locks        public.readings            ACCESS EXCLUSIVE        catalog only
--              public.readings            SHARE UPDATE EXCLUSIVE  scan
--              public.readings_high       ACCESS EXCLUSIVE        catalog only
--              public.readings_high       SHARE UPDATE EXCLUSIVE  index build
--              public.readings_low        ACCESS EXCLUSIVE        catalog only
--              public.readings_low        SHARE UPDATE EXCLUSIVE  scan
--              public.readings_low_first  ACCESS EXCLUSIVE        catalog only
--              public.readings_low_first  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 8, 10, 11, 14, 17 and 18 of 18.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER INDEX public.readings_amount_new ATTACH PARTITION public.readings_low_readings_amoun ...
--   -- can not be undone: ALTER INDEX public.readings_low_readings_amount_new ATTACH PARTITION public.readings_low_f ...
--   DROP INDEX CONCURRENTLY public.readings_low_first_readings_low_readings_amount_new;
--   DROP INDEX public.readings_low_readings_amount_new;
--   -- can not be undone: ALTER INDEX public.readings_amount_new ATTACH PARTITION public.readings_high_readings_amou ...
--   DROP INDEX CONCURRENTLY public.readings_high_readings_amount_new;
--   DROP INDEX public.readings_amount_new;
--   -- can not be undone: ALTER INDEX public.readings_key_new ATTACH PARTITION public.readings_low_readings_key_new
--   -- can not be undone: ALTER INDEX public.readings_key_new ATTACH PARTITION public.readings_high_readings_key_new
--   ALTER TABLE public.readings DROP CONSTRAINT readings_key_new;
--   -- can not be undone: ALTER INDEX public.readings_low_readings_key_new ATTACH PARTITION public.readings_low_firs ...
--   -- can not be undone: ALTER TABLE public.readings_low_first ADD CONSTRAINT readings_low_first_readings_low_readi ...
--   DROP INDEX CONCURRENTLY public.readings_low_first_readings_low_readings_key_new;
--   -- can not be undone: ALTER TABLE ONLY public.readings_low ADD CONSTRAINT readings_low_readings_key_new UNIQUE ( ...
--   -- can not be undone: ALTER TABLE public.readings_high ADD CONSTRAINT readings_high_readings_key_new UNIQUE USIN ...
--   DROP INDEX CONCURRENTLY public.readings_high_readings_key_new;
--   -- nothing to undo: ANALYZE public.readings (amount_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.readings
 WHERE (amount_new IS DISTINCT FROM amount::integer)
   AND (amount IS DISTINCT FROM amount_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.readings hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.readings SHARE UPDATE EXCLUSIVE; scan
-- locks: public.readings_high SHARE UPDATE EXCLUSIVE; scan
-- locks: public.readings_low SHARE UPDATE EXCLUSIVE; scan
-- locks: public.readings_low_first SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.readings (amount_new);

SET lock_timeout = 0;

-- locks: public.readings_high SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, amount_new, count(*) AS times FROM public.readings_high WHERE id IS NOT NULL AND amount_new IS NOT NULL GROUP BY id, amount_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.readings_high_readings_key_new;
CREATE UNIQUE INDEX CONCURRENTLY readings_high_readings_key_new ON public.readings_high (id, amount_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.readings_high ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.readings_high ADD CONSTRAINT readings_high_readings_key_new UNIQUE USING INDEX readings_high_readings_key_new;

-- locks: public.readings_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.readings_low'::regclass AND inhrelid NOT IN ('public.readings_low_first'::regclass) LIMIT 5;
ALTER TABLE ONLY public.readings_low ADD CONSTRAINT readings_low_readings_key_new UNIQUE (id, amount_new);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.readings_low_first SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, amount_new, count(*) AS times FROM public.readings_low_first WHERE id IS NOT NULL AND amount_new IS NOT NULL GROUP BY id, amount_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.readings_low_first_readings_low_readings_key_new;
CREATE UNIQUE INDEX CONCURRENTLY readings_low_first_readings_low_readings_key_new ON public.readings_low_first (id, amount_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.readings_low_first ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.readings_low_first ADD CONSTRAINT readings_low_first_readings_low_readings_key_new UNIQUE USING INDEX readings_low_first_readings_low_readings_key_new;

ALTER INDEX public.readings_low_readings_key_new ATTACH PARTITION public.readings_low_first_readings_low_readings_key_new;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.readings ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.readings'::regclass AND inhrelid NOT IN ('public.readings_high'::regclass, 'public.readings_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.readings ADD CONSTRAINT readings_key_new UNIQUE (id, amount_new);

ALTER INDEX public.readings_key_new ATTACH PARTITION public.readings_high_readings_key_new;

ALTER INDEX public.readings_key_new ATTACH PARTITION public.readings_low_readings_key_new;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.readings SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.readings'::regclass AND inhrelid NOT IN ('public.readings_high'::regclass, 'public.readings_low'::regclass) LIMIT 5;
CREATE INDEX readings_amount_new ON ONLY public.readings (amount_new);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.readings_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.readings_high_readings_amount_new;
CREATE INDEX CONCURRENTLY readings_high_readings_amount_new ON public.readings_high (amount_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.readings_amount_new ATTACH PARTITION public.readings_high_readings_amount_new;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.readings_low SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.readings_low'::regclass AND inhrelid NOT IN ('public.readings_low_first'::regclass) LIMIT 5;
CREATE INDEX readings_low_readings_amount_new ON ONLY public.readings_low (amount_new);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.readings_low_first SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.readings_low_first_readings_low_readings_amount_new;
CREATE INDEX CONCURRENTLY readings_low_first_readings_low_readings_amount_new ON public.readings_low_first (amount_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.readings_low_readings_amount_new ATTACH PARTITION public.readings_low_first_readings_low_readings_amount_new;

ALTER INDEX public.readings_amount_new ATTACH PARTITION public.readings_low_readings_amount_new;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.readings.amount -> public.readings.amount_new
-- meanwhile    public.readings: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      drop_helper_trigger public.readings.amount_new
--              drop_helper_function public.readings.amount_new
--              drop_old_side public.readings.amount
--              swap public.readings.amount
--              rename_index public.readings.readings_amount
--              swap public.readings.readings_amount
--              rename_constraint public.readings.readings_key
--              swap public.readings.readings_key
-- locks        public.readings            ACCESS EXCLUSIVE  catalog only
--              public.readings_high       ACCESS EXCLUSIVE  catalog only
--              public.readings_low        ACCESS EXCLUSIVE  catalog only
--              public.readings_low_first  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- amount of public.readings is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.readings ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_high ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_low ACCESS EXCLUSIVE; catalog only
-- locks: public.readings_low_first ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.readings WHERE (amount_new IS DISTINCT FROM amount::integer) AND (amount IS DISTINCT FROM amount_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_readings_amount_sync ON public.readings;
DROP FUNCTION public.readings_amount_sync();
ALTER TABLE public.readings DROP COLUMN amount;
ALTER TABLE public.readings RENAME COLUMN amount_new TO amount;
ALTER TABLE public.readings_amount_new RENAME COLUMN amount_new TO amount;
ALTER TABLE public.readings_key_new RENAME COLUMN amount_new TO amount;
ALTER INDEX public.readings_amount_new RENAME TO readings_amount;
ALTER INDEX IF EXISTS public.readings_high_readings_amount_new RENAME TO readings_high_readings_amount;
ALTER INDEX IF EXISTS public.readings_low_readings_amount_new RENAME TO readings_low_readings_amount;
ALTER INDEX IF EXISTS public.readings_low_first_readings_low_readings_amount_new RENAME TO readings_low_first_readings_low_readings_amount;
ALTER TABLE public.readings RENAME CONSTRAINT readings_key_new TO readings_key;
ALTER INDEX IF EXISTS public.readings_high_readings_key_new RENAME TO readings_high_readings_key;
ALTER INDEX IF EXISTS public.readings_low_readings_key_new RENAME TO readings_low_readings_key;
ALTER INDEX IF EXISTS public.readings_low_first_readings_low_readings_key_new RENAME TO readings_low_first_readings_low_readings_key;
COMMIT;

