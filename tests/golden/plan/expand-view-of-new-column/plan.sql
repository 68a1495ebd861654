~ column public.orders.note: type character varying(40) -> character varying(80)
~ column public.payments.amount: type integer -> bigint
! view public.report: query  SELECT orders.id,     orders.note    FROM public.orders ->  SELECT payments.id,     payments.amount    FROM public.p...
refused without --allow breaks_old_code: DROP VIEW public.report

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      add_column_without_values public.payments.amount_new
--              share_access public.payments.amount_new
--              create_helper_function public.payments.amount_new
--              create_helper_trigger public.payments.amount_new
-- locks        public.payments  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_payments_amount_sync ON public.payments;
--   DROP FUNCTION public.payments_amount_sync();
--   COMMIT;
--   ALTER TABLE public.payments DROP COLUMN amount_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.payments ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.payments ADD COLUMN amount_new bigint;

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
      NEW.amount_new := NEW.amount::bigint;
    ELSE
      NEW.amount := NEW.amount_new::integer;
    END IF;
  ELSIF (NEW.amount IS DISTINCT FROM OLD.amount)
    AND (NEW.amount_new IS DISTINCT FROM OLD.amount_new)
    AND (OLD.amount_new IS NOT NULL OR OLD.amount IS NULL) THEN
    IF (NEW.amount_new IS DISTINCT FROM NEW.amount::bigint)
      AND (NEW.amount IS DISTINCT FROM NEW.amount_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'amount, amount_new of public.payments are set to values that do not belong together';
    END IF;
  ELSIF (NEW.amount IS DISTINCT FROM OLD.amount) THEN
    NEW.amount_new := NEW.amount::bigint;
  ELSIF (NEW.amount_new IS DISTINCT FROM OLD.amount_new) AND (NEW.amount_new IS DISTINCT FROM NEW.amount::bigint) THEN
    NEW.amount := NEW.amount_new::integer;
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
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      backfill public.payments.amount_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

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
       SET amount_new = amount::bigint
     WHERE id >= first_key AND id <= last_key
       AND amount_new IS NULL AND amount::bigint IS NOT NULL;
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
-- phase        validate: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      reconcile public.payments.amount_new
--              keep_privileges public.report
--              reshape_view public.report
--              set_type public.orders.note
--              rebuild_view public.report
--              analyze public.orders.note
--              analyze public.payments.amount_new
-- locks        public.orders    ACCESS EXCLUSIVE        catalog only
--              public.orders    SHARE UPDATE EXCLUSIVE  scan
--              public.payments  SHARE UPDATE EXCLUSIVE  scan
--              public.report    ACCESS EXCLUSIVE        catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3 and 4 of 4.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.payments
 WHERE (amount_new IS DISTINCT FROM amount::bigint)
   AND (amount IS DISTINCT FROM amount_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.payments hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.report.
-- Gives public.report its owner and grants back.
-- locks: public.report ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
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
ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(80);
CREATE VIEW public.report AS
SELECT payments.id,
    payments.amount_new AS amount
   FROM public.payments;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_report');
END $$;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note);

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
--              public.payments.amount -> public.payments.amount_new
-- meanwhile    public.payments: every version reads and writes amount; the contract puts amount_new in its place.
-- changes      drop_helper_trigger public.payments.amount_new
--              drop_helper_function public.payments.amount_new
--              drop_old_side public.payments.amount
--              swap public.payments.amount
-- locks        public.payments  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- amount of public.payments is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.payments ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.payments WHERE (amount_new IS DISTINCT FROM amount::bigint) AND (amount IS DISTINCT FROM amount_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_payments_amount_sync ON public.payments;
DROP FUNCTION public.payments_amount_sync();
ALTER TABLE public.payments DROP COLUMN amount;
ALTER TABLE public.payments RENAME COLUMN amount_new TO amount;
COMMIT;

