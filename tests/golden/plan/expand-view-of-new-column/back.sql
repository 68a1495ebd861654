~ column public.orders.note: type character varying(80) -> character varying(40)
~ column public.payments.amount: type bigint -> integer
! view public.report: query  SELECT payments.id,     payments.amount    FROM public.p... ->  SELECT orders.id,     orders.note    FROM public.orders

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      add_column_without_values public.orders.note_new
--              share_access public.orders.note_new
--              create_helper_function public.orders.note_new
--              create_helper_trigger public.orders.note_new
--              add_column_without_values public.payments.amount_new
--              share_access public.payments.amount_new
--              create_helper_function public.payments.amount_new
--              create_helper_trigger public.payments.amount_new
-- locks        public.orders    ACCESS EXCLUSIVE  catalog only
--              public.payments  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_payments_amount_sync ON public.payments;
--   DROP FUNCTION public.payments_amount_sync();
--   COMMIT;
--   ALTER TABLE public.payments DROP COLUMN amount_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   DROP FUNCTION public.orders_note_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN note_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(note) > 40 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN note_new character varying(40);

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
    IF NEW.note_new IS NULL THEN
      NEW.note_new := NEW.note;
    ELSE
      NEW.note := NEW.note_new;
    END IF;
  ELSIF (NEW.note IS DISTINCT FROM OLD.note)
    AND (NEW.note_new IS DISTINCT FROM OLD.note_new)
    AND (OLD.note_new IS NOT NULL OR OLD.note IS NULL) THEN
    IF (NEW.note_new IS DISTINCT FROM NEW.note)
      AND (NEW.note IS DISTINCT FROM NEW.note_new) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'note, note_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.note IS DISTINCT FROM OLD.note) THEN
    NEW.note_new := NEW.note;
  ELSIF (NEW.note_new IS DISTINCT FROM OLD.note_new) AND (NEW.note_new IS DISTINCT FROM NEW.note) THEN
    NEW.note := NEW.note_new;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_note_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_note_sync();
COMMIT;

-- locks: public.payments ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.payments WHERE amount NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.payments ADD COLUMN amount_new integer;

-- Who has rights on amount alone gets them on amount_new too.
-- Keeps amount and amount_new in step until the contract.
-- locks: public.payments SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'amount_new', 'public.payments',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.payments'::regclass AND t.attname = 'amount'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.payments_amount_sync() RETURNS trigger
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
        MESSAGE = 'amount, amount_new of public.payments are set to values that do not belong together';
    END IF;
  ELSIF (NEW.amount IS DISTINCT FROM OLD.amount) THEN
    NEW.amount_new := NEW.amount::integer;
  ELSIF (NEW.amount_new IS DISTINCT FROM OLD.amount_new) AND (NEW.amount_new IS DISTINCT FROM NEW.amount::integer) THEN
    NEW.amount := NEW.amount_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_payments_amount_sync BEFORE INSERT OR UPDATE ON public.payments FOR EACH ROW
  EXECUTE FUNCTION public.payments_amount_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      backfill public.orders.note_new
--              backfill public.payments.amount_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

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
       SET note_new = note
     WHERE id >= first_key AND id <= last_key
       AND note_new IS NULL AND note IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills amount_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.payments.id%TYPE;
  last_key public.payments.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.payments ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.payments
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.payments
       SET amount_new = amount::integer
     WHERE id >= first_key AND id <= last_key
       AND amount_new IS NULL AND amount::integer IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.payments WHERE id > last_key
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
--              public.orders.note -> public.orders.note_new
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      reconcile public.orders.note_new
--              analyze public.orders.note_new
--              reconcile public.payments.amount_new
--              analyze public.payments.amount_new
-- locks        public.orders    SHARE UPDATE EXCLUSIVE  scan
--              public.payments  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE note_new IS DISTINCT FROM note;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.payments
 WHERE (amount_new IS DISTINCT FROM amount::integer)
   AND (amount IS DISTINCT FROM amount_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.payments hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.payments SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.payments (amount_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      keep_privileges public.report
--              reshape_view public.report
--              drop_helper_trigger public.orders.note_new
--              drop_helper_function public.orders.note_new
--              drop_helper_trigger public.payments.amount_new
--              drop_helper_function public.payments.amount_new
--              drop_old_side public.orders.note
--              swap public.orders.note
--              drop_old_side public.payments.amount
--              swap public.payments.amount
--              rebuild_view public.report
-- locks        public.orders    ACCESS EXCLUSIVE  catalog only
--              public.payments  ACCESS EXCLUSIVE  catalog only
--              public.report    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Remembers the owner and the grants of public.report.
-- note of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- amount of public.payments is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Gives public.report its owner and grants back.
-- locks: public.report ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE, public.payments ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE note_new IS DISTINCT FROM note LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.payments WHERE (amount_new IS DISTINCT FROM amount::integer) AND (amount IS DISTINCT FROM amount_new::bigint) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.payments IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_report', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.report', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.report'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.report', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.report'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.report',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.report'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.report'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.report;
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
DROP TRIGGER zzz_payments_amount_sync ON public.payments;
DROP FUNCTION public.payments_amount_sync();
ALTER TABLE public.orders DROP COLUMN note;
ALTER TABLE public.orders RENAME COLUMN note_new TO note;
ALTER TABLE public.payments DROP COLUMN amount;
ALTER TABLE public.payments RENAME COLUMN amount_new TO amount;
CREATE VIEW public.report AS
SELECT orders.id,
    orders.note
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_report');
END $$;
COMMIT;

