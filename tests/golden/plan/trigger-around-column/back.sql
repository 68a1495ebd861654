~ column public.orders.total: type character varying(20) -> character varying(10)
! function public.total_of(bigint): rebuilt around column public.orders.total
! trigger public.orders.touch: rebuilt around column public.orders.total
! view public.open_orders: rebuilt around column public.orders.total
! view trigger public.open_orders.write: rebuilt around view public.open_orders

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
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(total) > 10 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN total_new character varying(10);

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
      NEW.total_new := NEW.total;
    ELSE
      NEW.total := NEW.total_new;
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total)
    AND (NEW.total_new IS DISTINCT FROM OLD.total_new)
    AND (OLD.total_new IS NOT NULL OR OLD.total IS NULL) THEN
    IF (NEW.total_new IS DISTINCT FROM NEW.total)
      AND (NEW.total IS DISTINCT FROM NEW.total_new) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'total, total_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total) THEN
    NEW.total_new := NEW.total;
  ELSIF (NEW.total_new IS DISTINCT FROM OLD.total_new) AND (NEW.total_new IS DISTINCT FROM NEW.total) THEN
    NEW.total := NEW.total_new;
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
       SET total_new = total
     WHERE id >= first_key AND id <= last_key
       AND total_new IS NULL AND total IS NOT NULL;
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
-- changes      add_check_not_valid public.orders.orders_total_new_not_null
--              validate_constraint public.orders.orders_total_new_not_null
--              set_not_null_proven public.orders.total_new
--              drop_constraint public.orders.orders_total_new_not_null
--              reconcile public.orders.total_new
--              analyze public.orders.total_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 5.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.orders (total_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_total_new_not_null CHECK (total_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN total_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves total_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE total_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_new_not_null CHECK (total_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN total_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE total_new IS DISTINCT FROM total;
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
-- changes      keep_privileges public.total_of(bigint)
--              replace_function public.total_of(bigint)
--              rebuild_trigger public.orders.touch
--              keep_privileges public.open_orders
--              rebuild_view public.open_orders
--              drop_helper_trigger public.orders.total_new
--              drop_helper_function public.orders.total_new
--              drop_old_side public.orders.total
--              swap public.orders.total
--              create_trigger public.open_orders.write
--              enable_trigger public.orders.touch
--              comment public.orders.touch
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.total_of(bigint).
-- Remembers the owner and the grants of public.open_orders.
-- total of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Gives public.open_orders its owner and grants back.
-- Gives public.total_of(bigint) its owner and grants back.
-- locks: public.orders ACCESS EXCLUSIVE, public.open_orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE total_new IS DISTINCT FROM total LIMIT 5;
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_37a691533580a249', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.total_of(bigint);
DROP TRIGGER touch ON public.orders;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_open_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.open_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.open_orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.open_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.open_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.open_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.open_orders;
DROP TRIGGER zzz_orders_total_sync ON public.orders;
DROP FUNCTION public.orders_total_sync();
ALTER TABLE public.orders DROP COLUMN total;
ALTER TABLE public.orders RENAME COLUMN total_new TO total;
CREATE VIEW public.open_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_open_orders');
END $$;
CREATE TRIGGER write
    INSTEAD OF INSERT ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
CREATE TRIGGER touch
    BEFORE UPDATE OF total ON public.orders
    FOR EACH ROW WHEN ((new.total)::text > 'a'::text)
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMENT ON TRIGGER touch ON public.orders IS 'Touches';
CREATE FUNCTION public.total_of(bigint) RETURNS bigint
    LANGUAGE sql
    RETURN ((SELECT max(length((orders.total)::text)) AS max FROM public.orders WHERE (orders.id = $1)))::bigint;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_37a691533580a249');
END $$;
COMMIT;

