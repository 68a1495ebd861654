+ column public.events.weight

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column_without_values public.events.weight
--              create_helper_function public.events.weight
--              create_helper_trigger public.events.weight
-- locks        public.events  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_events_weight_fill ON public.events;
--   DROP FUNCTION public.events_weight_fill();
--   COMMIT;
--   ALTER TABLE public.events DROP COLUMN weight;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.events ADD COLUMN weight integer, ALTER COLUMN weight SET DEFAULT 1;

-- Fills weight of rows that are written before the backfill comes to them.
-- locks: public.events SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.events_weight_fill() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.weight := (SELECT length(kind) + 1 FROM (SELECT NEW.*) AS events);
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_events_weight_fill BEFORE INSERT OR UPDATE ON public.events FOR EACH ROW WHEN (NEW.weight IS NULL)
  EXECUTE FUNCTION public.events_weight_fill();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      backfill public.events.weight
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills weight of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.events'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.events
       SET weight = length(kind) + 1
     WHERE ctid >= first_row AND ctid < behind_row
       AND weight IS NULL;
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
-- changes      drop_helper_trigger public.events.weight
--              drop_helper_function public.events.weight
--              add_check_not_valid public.events.events_weight_not_null
--              validate_constraint public.events.events_weight_not_null
--              set_not_null_proven public.events.weight
--              drop_constraint public.events.events_weight_not_null
-- locks        public.events  ACCESS EXCLUSIVE        catalog only
--              public.events  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 4.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.events ADD CONSTRAINT events_weight_not_null CHECK (weight IS NOT NULL);
--   ALTER TABLE public.events ALTER COLUMN weight DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.events VALIDATE CONSTRAINT events_weight_not_null
--   ALTER TABLE public.events DROP CONSTRAINT events_weight_not_null;
--   -- can not be undone: DROP TRIGGER zzz_events_weight_fill ON public.events

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_events_weight_fill ON public.events;
DROP FUNCTION public.events_weight_fill();
COMMIT;

-- Proves weight NOT NULL: new rows are checked from now on.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.events WHERE weight IS NULL LIMIT 5;
ALTER TABLE public.events ADD CONSTRAINT events_weight_not_null CHECK (weight IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.events SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.events VALIDATE CONSTRAINT events_weight_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.events ALTER COLUMN weight SET NOT NULL;
ALTER TABLE public.events DROP CONSTRAINT events_weight_not_null;
COMMIT;

