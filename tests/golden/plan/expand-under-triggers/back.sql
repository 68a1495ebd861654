- column public.customers.note
- column public.log.note
~ column public.orders.total: type bigint -> integer
! trigger public.orders.quiet: rebuilt around column public.orders.total

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.total -> public.orders.total_new
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
-- changes      add_column_without_values public.orders.total_new
--              share_access public.orders.total_new
--              create_helper_function public.orders.total_new
--              create_helper_trigger public.orders.total_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_total_sync ON public.orders;
--   DROP FUNCTION public.orders_total_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN total_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE total NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN total_new integer;

-- Who has rights on total alone gets them on total_new too.
-- Keeps total and total_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'total_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'total'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_total_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.total_new IS NULL THEN
      NEW.total_new := NEW.total::integer;
    ELSE
      NEW.total := NEW.total_new::bigint;
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total)
    AND (NEW.total_new IS DISTINCT FROM OLD.total_new)
    AND (OLD.total_new IS NOT NULL OR OLD.total IS NULL) THEN
    IF (NEW.total_new IS DISTINCT FROM NEW.total::integer)
      AND (NEW.total IS DISTINCT FROM NEW.total_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'total, total_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total) THEN
    NEW.total_new := NEW.total::integer;
  ELSIF (NEW.total_new IS DISTINCT FROM OLD.total_new) AND (NEW.total_new IS DISTINCT FROM NEW.total::integer) THEN
    NEW.total := NEW.total_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_total_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_total_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.total -> public.orders.total_new
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
-- changes      backfill public.orders.total_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills total_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
-- It runs the table's own triggers logged, touch for each row.
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
       SET total_new = total::integer
     WHERE id >= first_key AND id <= last_key
       AND total_new IS NULL AND total::integer IS NOT NULL;
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
--              public.orders.total -> public.orders.total_new
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
-- changes      reconcile public.orders.total_new
--              analyze public.orders.total_new
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
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
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (total_new IS DISTINCT FROM total::integer)
   AND (total IS DISTINCT FROM total_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (total_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.total -> public.orders.total_new
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
-- changes      rebuild_trigger public.orders.quiet
--              drop_helper_trigger public.orders.total_new
--              drop_helper_function public.orders.total_new
--              drop_old_side public.orders.total
--              swap public.orders.total
--              drop_column public.customers.note
--              drop_column public.log.note
-- locks        public.customers  ACCESS EXCLUSIVE  catalog only
--              public.log        ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- total of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (total_new IS DISTINCT FROM total::integer) AND (total IS DISTINCT FROM total_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER quiet ON public.orders;
DROP TRIGGER zzz_orders_total_sync ON public.orders;
DROP FUNCTION public.orders_total_sync();
ALTER TABLE public.orders DROP COLUMN total;
ALTER TABLE public.orders RENAME COLUMN total_new TO total;
CREATE TRIGGER quiet
    BEFORE UPDATE OF total ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

-- locks: public.customers ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.customers DROP COLUMN note;

-- locks: public.log ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.log DROP COLUMN note;

