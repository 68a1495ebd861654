! check public.orders.code_given: expression (length(code) > 3) -> ((code)::text <> ''::text)
! check public.orders.note_given: expression (length((note)::text) > 3) -> ((note)::text <> ''::text)
! check public.orders.number_given: expression (number > 10) -> (number > 0)
~ column public.orders.code: type text -> character varying(20)
~ column public.orders.note: type character varying(30) -> character varying(20)
~ column public.orders.number: type bigint -> integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.code -> public.orders.code_new
--              public.orders.note -> public.orders.note_new
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      add_column_without_values public.orders.note_new
--              share_access public.orders.note_new
--              create_helper_function public.orders.note_new
--              create_helper_trigger public.orders.note_new
--              add_column_without_values public.orders.code_new
--              share_access public.orders.code_new
--              create_helper_function public.orders.code_new
--              create_helper_trigger public.orders.code_new
--              add_column_without_values public.orders.number_new
--              share_access public.orders.number_new
--              create_helper_function public.orders.number_new
--              create_helper_trigger public.orders.number_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_number_sync ON public.orders;
--   DROP FUNCTION public.orders_number_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN number_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_code_sync ON public.orders;
--   DROP FUNCTION public.orders_code_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN code_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   DROP FUNCTION public.orders_note_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN note_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(note) > 20 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN note_new character varying(20);

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

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(code) > 20 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN code_new character varying(20);

-- Who has rights on code alone gets them on code_new too.
-- Keeps code and code_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'code_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'code'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_code_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.code_new IS NULL THEN
      NEW.code_new := NEW.code;
    ELSE
      NEW.code := NEW.code_new;
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code)
    AND (NEW.code_new IS DISTINCT FROM OLD.code_new)
    AND (OLD.code_new IS NOT NULL OR OLD.code IS NULL) THEN
    IF (NEW.code_new IS DISTINCT FROM NEW.code)
      AND (NEW.code IS DISTINCT FROM NEW.code_new) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'code, code_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code) THEN
    NEW.code_new := NEW.code;
  ELSIF (NEW.code_new IS DISTINCT FROM OLD.code_new) AND (NEW.code_new IS DISTINCT FROM NEW.code) THEN
    NEW.code := NEW.code_new;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_code_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_code_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE number NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN number_new integer;

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
      NEW.number_new := NEW.number::integer;
    ELSE
      NEW.number := NEW.number_new::bigint;
    END IF;
  ELSIF (NEW.number IS DISTINCT FROM OLD.number)
    AND (NEW.number_new IS DISTINCT FROM OLD.number_new)
    AND (OLD.number_new IS NOT NULL OR OLD.number IS NULL) THEN
    IF (NEW.number_new IS DISTINCT FROM NEW.number::integer)
      AND (NEW.number IS DISTINCT FROM NEW.number_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'number, number_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.number IS DISTINCT FROM OLD.number) THEN
    NEW.number_new := NEW.number::integer;
  ELSIF (NEW.number_new IS DISTINCT FROM OLD.number_new) AND (NEW.number_new IS DISTINCT FROM NEW.number::integer) THEN
    NEW.number := NEW.number_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_number_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_number_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.code -> public.orders.code_new
--              public.orders.note -> public.orders.note_new
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      backfill public.orders.note_new
--              backfill public.orders.code_new
--              backfill public.orders.number_new
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

-- Fills code_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET code_new = code
     WHERE id >= first_key AND id <= last_key
       AND code_new IS NULL AND code IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

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
       SET number_new = number::integer
     WHERE id >= first_key AND id <= last_key
       AND number_new IS NULL AND number::integer IS NOT NULL;
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
--              public.orders.code -> public.orders.code_new
--              public.orders.note -> public.orders.note_new
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      reconcile public.orders.note_new
--              analyze public.orders.note_new
--              reconcile public.orders.code_new
--              analyze public.orders.code_new
--              reconcile public.orders.number_new
--              analyze public.orders.number_new
--              add_check_not_valid public.orders.code_given_new
--              validate_constraint public.orders.code_given_new
--              add_check_not_valid public.orders.note_given_new
--              validate_constraint public.orders.note_given_new
--              add_check_not_valid public.orders.number_given_new
--              validate_constraint public.orders.number_given_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6, 8, 10 and 12 of 12.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT number_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT number_given_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT note_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT note_given_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT code_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT code_given_new;
--   -- nothing to undo: ANALYZE public.orders (number_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (code_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (note_new)
--   -- can not be undone: DO $reconcile$

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
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE code_new IS DISTINCT FROM code;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (code_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (number_new IS DISTINCT FROM number::integer)
   AND (number IS DISTINCT FROM number_new::bigint);
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
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((code_new)::text <> ''::text) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT code_given_new CHECK ((code_new)::text <> ''::text) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT code_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((note_new)::text <> ''::text) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT note_given_new CHECK ((note_new)::text <> ''::text) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT note_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (number_new > 0) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT number_given_new CHECK (number_new > 0) NOT VALID;

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
--              public.orders.code -> public.orders.code_new
--              public.orders.note -> public.orders.note_new
--              public.orders.number -> public.orders.number_new
-- meanwhile    public.orders: every version reads and writes code; the contract puts code_new in its place.
--              public.orders: every version reads and writes note; the contract puts note_new in its place.
--              public.orders: every version reads and writes number; the contract puts number_new in its place.
-- changes      drop_helper_trigger public.orders.code_new
--              drop_helper_function public.orders.code_new
--              drop_helper_trigger public.orders.note_new
--              drop_helper_function public.orders.note_new
--              drop_helper_trigger public.orders.number_new
--              drop_helper_function public.orders.number_new
--              drop_old_side public.orders.code
--              swap public.orders.code
--              drop_old_side public.orders.note
--              swap public.orders.note
--              drop_old_side public.orders.number
--              swap public.orders.number
--              rename_constraint public.orders.code_given
--              rename_constraint public.orders.note_given
--              rename_constraint public.orders.number_given
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- code of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- note of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- number of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE code_new IS DISTINCT FROM code LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE note_new IS DISTINCT FROM note LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (number_new IS DISTINCT FROM number::integer) AND (number IS DISTINCT FROM number_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_code_sync ON public.orders;
DROP FUNCTION public.orders_code_sync();
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
DROP TRIGGER zzz_orders_number_sync ON public.orders;
DROP FUNCTION public.orders_number_sync();
ALTER TABLE public.orders DROP COLUMN code;
ALTER TABLE public.orders RENAME COLUMN code_new TO code;
ALTER TABLE public.orders DROP COLUMN note;
ALTER TABLE public.orders RENAME COLUMN note_new TO note;
ALTER TABLE public.orders DROP COLUMN number;
ALTER TABLE public.orders RENAME COLUMN number_new TO number;
ALTER TABLE public.orders RENAME CONSTRAINT code_given_new TO code_given;
ALTER TABLE public.orders RENAME CONSTRAINT note_given_new TO note_given;
ALTER TABLE public.orders RENAME CONSTRAINT number_given_new TO number_given;
COMMIT;

