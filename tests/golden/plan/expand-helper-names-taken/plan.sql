+ column public.orders.code
- column public.orders.note
+ column public.orders.remark
~ column public.orders.total: type integer -> bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.total -> public.orders.total_new
--              public.orders.note -> public.orders.remark
--              nothing -> public.orders.code (one way)
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
--              public.orders: the old version does not know code, a trigger fills it in; the new one reads and writes
--                it.
-- changes      add_column_without_values public.orders.total_new
--              share_access public.orders.total_new
--              create_helper_function public.orders.total_new
--              create_helper_trigger public.orders.total_new
--              add_column_without_values public.orders.remark
--              share_access public.orders.remark
--              create_helper_sequence public.orders.remark
--              create_helper_function public.orders.remark
--              close_helper_function public.orders.remark
--              create_helper_trigger public.orders.remark
--              add_column_without_values public.orders.code
--              create_helper_sequence public.orders.code
--              create_helper_function public.orders.code
--              close_helper_function public.orders.code
--              create_helper_trigger public.orders.code
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_code_fill2 ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_code_fill2() TO PUBLIC;
--   DROP FUNCTION public.orders_code_fill2();
--   DROP SEQUENCE public.orders_code_fill2_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN code;
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync2 ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_note_sync2() TO PUBLIC;
--   DROP FUNCTION public.orders_note_sync2();
--   DROP SEQUENCE public.orders_note_sync2_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN remark;
--   BEGIN;
--   DROP TRIGGER zzz_orders_total_sync2 ON public.orders;
--   DROP FUNCTION public.orders_total_sync2();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN total_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN total_new bigint;

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
CREATE FUNCTION public.orders_total_sync2() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.total_new IS NULL THEN
      NEW.total_new := NEW.total::bigint;
    ELSE
      NEW.total := NEW.total_new::integer;
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total)
    AND (NEW.total_new IS DISTINCT FROM OLD.total_new)
    AND (OLD.total_new IS NOT NULL OR OLD.total IS NULL) THEN
    IF (NEW.total_new IS DISTINCT FROM NEW.total::bigint)
      AND (NEW.total IS DISTINCT FROM NEW.total_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'total, total_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.total IS DISTINCT FROM OLD.total) THEN
    NEW.total_new := NEW.total::bigint;
  ELSIF (NEW.total_new IS DISTINCT FROM OLD.total_new) AND (NEW.total_new IS DISTINCT FROM NEW.total::bigint) THEN
    NEW.total := NEW.total_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_total_sync2 BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_total_sync2();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN remark text;

-- Who has rights on note alone gets them on remark too.
-- Keeps note and remark in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'remark', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'note'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE SEQUENCE public.orders_note_sync2_seen;
CREATE FUNCTION public.orders_note_sync2() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.remark IS NULL THEN
      NEW.remark := NEW.note;
      IF NEW.note IS NOT NULL THEN
        PERFORM setval('public.orders_note_sync2_seen', extract(epoch FROM clock_timestamp())::bigint);
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
    PERFORM setval('public.orders_note_sync2_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.remark IS DISTINCT FROM OLD.remark) AND (NEW.remark IS DISTINCT FROM NEW.note) THEN
    NEW.note := NEW.remark;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_note_sync2() FROM PUBLIC;
CREATE TRIGGER zzz_orders_note_sync2 BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_note_sync2();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN code integer;

-- The old application version does not know code: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.orders_code_fill2_seen;
CREATE FUNCTION public.orders_code_fill2() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.code := (SELECT 1 FROM (SELECT NEW.*) AS orders);
  IF TG_OP = 'INSERT' OR OLD.code IS NOT NULL THEN
    PERFORM setval('public.orders_code_fill2_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_code_fill2() FROM PUBLIC;
CREATE TRIGGER zzz_orders_code_fill2 BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (NEW.code IS NULL)
  EXECUTE FUNCTION public.orders_code_fill2();
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
--              public.orders.note -> public.orders.remark
--              nothing -> public.orders.code (one way)
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
--              public.orders: the old version does not know code, a trigger fills it in; the new one reads and writes
--                it.
-- changes      backfill public.orders.total_new
--              backfill public.orders.remark
--              backfill public.orders.code
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
       SET total_new = total::bigint
     WHERE id >= first_key AND id <= last_key
       AND total_new IS NULL AND total::bigint IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

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

-- Fills code of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET code = 1
     WHERE id >= first_key AND id <= last_key
       AND code IS NULL;
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
--              public.orders.note -> public.orders.remark
--              nothing -> public.orders.code (one way)
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
--              public.orders: the old version does not know code, a trigger fills it in; the new one reads and writes
--                it.
-- changes      reconcile public.orders.total_new
--              analyze public.orders.total_new
--              reconcile public.orders.remark
--              analyze public.orders.remark
--              add_check_not_valid public.orders.orders_code_not_null
--              validate_constraint public.orders.orders_code_not_null
--              set_not_null_proven public.orders.code
--              drop_constraint public.orders.orders_code_not_null
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 6 of 7.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_code_not_null CHECK (code IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN code DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_code_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_code_not_null;
--   -- nothing to undo: ANALYZE public.orders (remark)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (total_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (total_new IS DISTINCT FROM total::bigint)
   AND (total IS DISTINCT FROM total_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (total_new);

SET lock_timeout = '3s';

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

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (remark);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves code NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE code IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_code_not_null CHECK (code IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_code_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN code SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_code_not_null;
COMMIT;

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
--              public.orders.note -> public.orders.remark
--              nothing -> public.orders.code (one way)
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
--              public.orders: the old version does not know code, a trigger fills it in; the new one reads and writes
--                it.
-- changes      drop_helper_trigger public.orders.code
--              drop_helper_function public.orders.code
--              drop_helper_sequence public.orders.code
--              drop_helper_trigger public.orders.total_new
--              drop_helper_function public.orders.total_new
--              drop_helper_trigger public.orders.remark
--              drop_helper_function public.orders.remark
--              drop_helper_sequence public.orders.remark
--              drop_old_side public.orders.total
--              swap public.orders.total
--              drop_old_side public.orders.note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_orders_code_fill2 ON public.orders;
DROP FUNCTION public.orders_code_fill2();
DROP SEQUENCE public.orders_code_fill2_seen;
COMMIT;

-- total of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (total_new IS DISTINCT FROM total::bigint) AND (total IS DISTINCT FROM total_new::integer) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE remark IS DISTINCT FROM note LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_total_sync2 ON public.orders;
DROP FUNCTION public.orders_total_sync2();
DROP TRIGGER zzz_orders_note_sync2 ON public.orders;
DROP FUNCTION public.orders_note_sync2();
DROP SEQUENCE public.orders_note_sync2_seen;
ALTER TABLE public.orders DROP COLUMN total;
ALTER TABLE public.orders RENAME COLUMN total_new TO total;
ALTER TABLE public.orders DROP COLUMN note;
COMMIT;

