! check public.orders.orders_status_check: expression (status <> 'partly'::public.status) -> (status <> 'in part'::public.status)
~ column public.orders.status: default 'lost'::public.status -> 'gone'::public.status
~ enum public.status: values new, partly, lost, found -> new, in part, gone

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      create_enum public.status_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TYPE public.status_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.status_new AS ENUM ('new', 'in part', 'gone');

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      add_column_without_values public.orders.status_new
--              share_access public.orders.status_new
--              create_helper_function public.orders.status_new
--              create_helper_trigger public.orders.status_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   DROP FUNCTION public.orders_status_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN status_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (status::text = ANY (ARRAY['new', 'in part', 'gone']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN status_new public.status_new;

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
      NEW.status_new := NEW.status::text::public.status_new;
    ELSE
      NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['new', 'partly', 'lost', 'found']::text[]) THEN status::text::public.status END FROM (SELECT NEW.status_new AS status) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status)))
    AND (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new)))
    AND (OLD.status_new IS NOT NULL OR OLD.status IS NULL) THEN
    IF (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.status_new)))
      AND (record_image_ne(ROW(NEW.status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['new', 'partly', 'lost', 'found']::text[]) THEN status::text::public.status END FROM (SELECT NEW.status_new AS status) AS orders)::public.status))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, status_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status))) THEN
    NEW.status_new := NEW.status::text::public.status_new;
  ELSIF (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new))) AND (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.status_new))) THEN
    NEW.status := (SELECT CASE WHEN status::text = ANY (ARRAY['new', 'partly', 'lost', 'found']::text[]) THEN status::text::public.status END FROM (SELECT NEW.status_new AS status) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      backfill public.orders.status_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills status_new of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.orders'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.orders
       SET status_new = status::text::public.status_new
     WHERE ctid >= first_row AND ctid < behind_row
       AND status_new IS NULL AND status::text::public.status_new IS NOT NULL;
    COMMIT;
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
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      reconcile public.orders.status_new
--              analyze public.orders.status_new
--              add_check_not_valid public.orders.orders_status_check_new
--              validate_constraint public.orders.orders_status_check_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_status_check_new;
--   -- nothing to undo: ANALYZE public.orders (status_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.status_new)))
   AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['new', 'partly', 'lost', 'found']::text[]) THEN status::text::public.status END FROM (SELECT status_new AS status) AS orders)::public.status)));
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
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (status_new <> 'in part'::public.status_new) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_status_check_new CHECK (status_new <> 'in part'::public.status_new) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_status_check_new;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      drop_helper_trigger public.orders.status_new
--              drop_helper_function public.orders.status_new
--              drop_old_side public.orders.status
--              swap public.orders.status
--              swap public.orders.status_new
--              set_default public.orders.status
--              rename_constraint public.orders.orders_status_check
--              share_access public.orders.status_new
--              drop_old_side public.orders.status_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- status of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- What waits at this moment with a value of enum public.status fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- public.status gets the owner and the rights of the old one.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.status_new))) AND (record_image_ne(ROW(status), ROW((SELECT CASE WHEN status::text = ANY (ARRAY['new', 'partly', 'lost', 'found']::text[]) THEN status::text::public.status END FROM (SELECT status_new AS status) AS orders)::public.status))) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders RENAME COLUMN status_new TO status;
ALTER TYPE public.status RENAME TO status_old;
ALTER TYPE public.status_new RENAME TO status;
ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'gone'::public.status;
ALTER TABLE public.orders RENAME CONSTRAINT orders_status_check_new TO orders_status_check;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.status', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.status_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.status')
      FROM pg_type t WHERE t.oid = 'public.status_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.status',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.status_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.status_old;
COMMIT;

