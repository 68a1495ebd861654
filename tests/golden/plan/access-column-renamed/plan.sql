- column public.orders.note
+ column public.orders.remark
~ table public.orders: grants auditor=all, update (note) with grant option, clerk=selec... -> auditor=all, update (remark) with grant option, clerk=sel...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      add_column_without_values public.orders.remark
--              create_helper_sequence public.orders.remark
--              create_helper_function public.orders.remark
--              close_helper_function public.orders.remark
--              create_helper_trigger public.orders.remark
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_note_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_note_sync();
--   DROP SEQUENCE public.orders_note_sync_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN remark;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN remark text;

-- Keeps note and remark in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.orders_note_sync_seen;
CREATE FUNCTION public.orders_note_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.remark IS NULL THEN
      NEW.remark := NEW.note;
      IF NEW.note IS NOT NULL THEN
        PERFORM setval('public.orders_note_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      NEW.note := NEW.remark;
    END IF;
  ELSIF (NEW.note IS DISTINCT FROM OLD.note)
    AND (NEW.remark IS DISTINCT FROM OLD.remark)
    AND (OLD.remark IS NOT NULL OR OLD.note IS NULL) THEN
    IF (NEW.remark IS DISTINCT FROM NEW.note)
      AND (NEW.note IS DISTINCT FROM NEW.remark) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'note, remark of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.note IS DISTINCT FROM OLD.note) THEN
    NEW.remark := NEW.note;
    PERFORM setval('public.orders_note_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.remark IS DISTINCT FROM OLD.remark) AND (NEW.remark IS DISTINCT FROM NEW.note) THEN
    NEW.note := NEW.remark;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_note_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_note_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_note_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      backfill public.orders.remark
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills remark of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET remark = note
     WHERE id >= first_key AND id <= last_key
       AND remark IS NULL AND note IS NOT NULL;
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
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      reconcile public.orders.remark
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
 WHERE remark IS DISTINCT FROM note;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      grant public.orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT (remark), UPDATE (remark) ON TABLE public.orders FROM clerk;
--   REVOKE UPDATE (remark) ON TABLE public.orders FROM auditor;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT UPDATE (remark) ON TABLE public.orders TO auditor WITH GRANT OPTION;

GRANT SELECT (remark), UPDATE (remark) ON TABLE public.orders TO clerk;

COMMIT;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      analyze public.orders.remark
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (remark);

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.remark
-- meanwhile    public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      drop_helper_trigger public.orders.remark
--              drop_helper_function public.orders.remark
--              drop_helper_sequence public.orders.remark
--              drop_old_side public.orders.note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE remark IS DISTINCT FROM note LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
DROP SEQUENCE public.orders_note_sync_seen;
ALTER TABLE public.orders DROP COLUMN note;
COMMIT;

