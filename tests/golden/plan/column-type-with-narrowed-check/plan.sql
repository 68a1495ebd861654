! check public.orders.code_given: expression ((code)::text <> ''::text) -> (length(code) > 3)
! check public.orders.note_given: expression ((note)::text <> ''::text) -> (length((note)::text) > 3)
! check public.orders.number_given: expression (number > 0) -> (number > 10)
~ column public.orders.code: type character varying(20) -> text
~ column public.orders.note: type character varying(20) -> character varying(30)
~ column public.orders.number: type integer -> bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      set_type public.orders.code
--              set_type public.orders.note
--              add_column_without_values public.orders.number_new
--              share_access public.orders.number_new
--              create_helper_function public.orders.number_new
--              create_helper_trigger public.orders.number_new
--              add_check_not_valid public.orders.code_given
--              validate_constraint public.orders.code_given
--              drop_constraint public.orders.code_given
--              rename_constraint public.orders.code_given
--              add_check_not_valid public.orders.note_given
--              validate_constraint public.orders.note_given
--              drop_constraint public.orders.note_given
--              rename_constraint public.orders.note_given
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 6 and 9 of 10.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT note_given TO note_given_new;
--   ALTER TABLE public.orders ADD CONSTRAINT note_given CHECK ((note)::text <> ''::text) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT note_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT note_given_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT code_given TO code_given_new;
--   ALTER TABLE public.orders ADD CONSTRAINT code_given CHECK ((code)::text <> ''::text) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT code_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT code_given_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_number_sync ON public.orders;
--   DROP FUNCTION public.orders_number_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN number_new;
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT note_given, ALTER COLUMN note TYPE character var ...
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT code_given, ALTER COLUMN code TYPE text, ADD CON ...

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- No row is read under the lock: what the rule says of old rows follows with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (length(code) > 3) LIMIT 5;
ALTER TABLE public.orders DROP CONSTRAINT code_given, ALTER COLUMN code TYPE text, ADD CONSTRAINT code_given CHECK ((code)::text <> ''::text) NOT VALID;

-- No row is read under the lock: what the rule says of old rows follows with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (length((note)::text) > 3) LIMIT 5;
ALTER TABLE public.orders DROP CONSTRAINT note_given, ALTER COLUMN note TYPE character varying(30), ADD CONSTRAINT note_given CHECK ((note)::text <> ''::text) NOT VALID;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (SELECT (number > 10) FROM (SELECT number::bigint AS number) AS new) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN number_new bigint;

-- Who has rights on number alone gets them on number_new too.
-- Keeps number and number_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'number_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'number'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_number_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.number_new IS NULL THEN
      NEW.number_new := NEW.number::bigint;
    ELSE
      NEW.number := NEW.number_new::integer;
    END IF;
  ELSIF (NEW.number IS DISTINCT FROM OLD.number)
    AND (NEW.number_new IS DISTINCT FROM OLD.number_new)
    AND (OLD.number_new IS NOT NULL OR OLD.number IS NULL) THEN
    IF (NEW.number_new IS DISTINCT FROM NEW.number::bigint)
      AND (NEW.number IS DISTINCT FROM NEW.number_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'number, number_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.number IS DISTINCT FROM OLD.number) THEN
    NEW.number_new := NEW.number::bigint;
  ELSIF (NEW.number_new IS DISTINCT FROM OLD.number_new) AND (NEW.number_new IS DISTINCT FROM NEW.number::bigint) THEN
    NEW.number := NEW.number_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_number_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_number_sync();
COMMIT;

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (length(code) > 3) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT code_given_new CHECK (length(code) > 3) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT code_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT code_given;
ALTER TABLE public.orders RENAME CONSTRAINT code_given_new TO code_given;
COMMIT;

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (length((note)::text) > 3) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT note_given_new CHECK (length((note)::text) > 3) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT note_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT note_given;
ALTER TABLE public.orders RENAME CONSTRAINT note_given_new TO note_given;
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      backfill public.orders.number_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills number_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET number_new = number::bigint
     WHERE id >= first_key AND id <= last_key
       AND number_new IS NULL AND number::bigint IS NOT NULL;
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
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      analyze public.orders.code
--              analyze public.orders.note
--              reconcile public.orders.number_new
--              analyze public.orders.number_new
--              add_check_not_valid public.orders.number_given_new
--              validate_constraint public.orders.number_given_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 4 and 6 of 6.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT number_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT number_given_new;
--   -- nothing to undo: ANALYZE public.orders (number_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (note)
--   -- nothing to undo: ANALYZE public.orders (code)

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (code);

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (number_new IS DISTINCT FROM number::bigint)
   AND (number IS DISTINCT FROM number_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (number_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (number_new > 10) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT number_given_new CHECK (number_new > 10) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT number_given_new;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      drop_helper_trigger public.orders.number_new
--              drop_helper_function public.orders.number_new
--              drop_old_side public.orders.number
--              swap public.orders.number
--              rename_constraint public.orders.number_given
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- number of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (number_new IS DISTINCT FROM number::bigint) AND (number IS DISTINCT FROM number_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_number_sync ON public.orders;
DROP FUNCTION public.orders_number_sync();
ALTER TABLE public.orders DROP COLUMN number;
ALTER TABLE public.orders RENAME COLUMN number_new TO number;
ALTER TABLE public.orders RENAME CONSTRAINT number_given_new TO number_given;
COMMIT;

