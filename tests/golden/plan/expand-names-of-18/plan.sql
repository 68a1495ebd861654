- column public.orders.note
+ column public.orders.remark
~ column public.orders.total: type integer -> bigint
! foreign key public.lines.lines_order: on_delete (none) -> cascade

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
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
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
--              add_foreign_key_not_valid public.lines.lines_order
--              validate_constraint public.lines.lines_order
--              drop_foreign_key public.lines.lines_order
--              rename_constraint public.lines.lines_order
-- locks        public.lines       ACCESS EXCLUSIVE        catalog only
--              public.lines       SHARE UPDATE EXCLUSIVE  scan
--              public.lines_rest  ACCESS EXCLUSIVE        catalog only
--              public.lines_rest  SHARE UPDATE EXCLUSIVE  scan
--              public.orders      ACCESS EXCLUSIVE        catalog only
--              public.orders      ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 6 of 7.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.lines_rest RENAME CONSTRAINT lines_order TO lines_order_new;
--   ALTER TABLE public.lines RENAME CONSTRAINT lines_order TO lines_order_new;
--   ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_new
--   ALTER TABLE public.lines DROP CONSTRAINT lines_order_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_note_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_note_sync();
--   DROP SEQUENCE public.orders_note_sync_seen;
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN remark;
--   BEGIN;
--   DROP TRIGGER zzz_orders_total_sync ON public.orders;
--   DROP FUNCTION public.orders_total_sync();
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
CREATE FUNCTION public.orders_total_sync() RETURNS trigger
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
CREATE TRIGGER zzz_orders_total_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_total_sync();
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

SET lock_timeout = '333ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.lines SHARE ROW EXCLUSIVE; catalog only
-- locks: public.lines_rest SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.lines ADD CONSTRAINT lines_order_new FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.lines_rest SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_new;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.lines ACCESS EXCLUSIVE; catalog only
-- locks: public.lines_rest ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
ALTER TABLE public.lines RENAME CONSTRAINT lines_order_new TO lines_order;
ALTER TABLE public.lines_rest RENAME CONSTRAINT lines_order_new TO lines_order;
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
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      backfill public.orders.total_new
--              backfill public.orders.remark
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
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      add_not_null_not_valid public.orders.total_new
--              validate_constraint public.orders.total_new
--              reconcile public.orders.total_new
--              analyze public.orders.total_new
--              add_not_null_not_valid public.orders.remark
--              validate_constraint public.orders.remark
--              reconcile public.orders.remark
--              analyze public.orders.remark
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6 and 8 of 8.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.orders (remark)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_remark_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_remark_not_null;
--   -- nothing to undo: ANALYZE public.orders (total_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE total_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_new_not_null NOT NULL total_new NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_new_not_null;

SET lock_timeout = '3s';

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
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE remark IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_remark_not_null NOT NULL remark NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_remark_not_null;

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
-- meanwhile    public.orders: every version reads and writes total; the contract puts total_new in its place.
--              public.orders: the old version reads and writes note, the new one remark; a trigger keeps them in
--                step.
-- changes      drop_helper_trigger public.orders.total_new
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

-- total of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (total_new IS DISTINCT FROM total::bigint) AND (total IS DISTINCT FROM total_new::integer) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE remark IS DISTINCT FROM note LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_total_sync ON public.orders;
DROP FUNCTION public.orders_total_sync();
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
DROP SEQUENCE public.orders_note_sync_seen;
ALTER TABLE public.orders DROP COLUMN total;
ALTER TABLE public.orders RENAME COLUMN total_new TO total;
ALTER TABLE public.orders RENAME CONSTRAINT orders_total_new_not_null TO orders_total_not_null;
ALTER TABLE public.orders DROP COLUMN note;
COMMIT;

