~ column public.orders.note: type character varying(20) -> character varying(10)
! materialized view public.notes: rebuilt around column public.orders.note
! materialized view index public.notes.notes_key: rebuilt around materialized view public.notes

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      add_column_without_values public.orders.note_new
--              share_access public.orders.note_new
--              create_helper_function public.orders.note_new
--              create_helper_trigger public.orders.note_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_note_sync ON public.orders;
--   DROP FUNCTION public.orders_note_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN note_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(note) > 10 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN note_new character varying(10);

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

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      backfill public.orders.note_new
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

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.note -> public.orders.note_new
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      reconcile public.orders.note_new
--              analyze public.orders.note_new
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
 WHERE note_new IS DISTINCT FROM note;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note_new);

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
-- meanwhile    public.orders: every version reads and writes note; the contract puts note_new in its place.
-- changes      build_materialized_view_beside public.notes
--              keep_privileges public.notes
--              swap_materialized_view public.notes
--              drop_helper_trigger public.orders.note_new
--              drop_helper_function public.orders.note_new
--              drop_old_side public.orders.note
--              swap public.orders.note
--              rename_index public.notes
-- locks        public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over what the columns are from the next transaction on, which puts them in the place of the old ones; a
-- REFRESH of those meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.notes_new AS
SELECT orders.id,
    orders.note_new AS note
   FROM public.orders;
CREATE UNIQUE INDEX notes_key_new ON public.notes_new (id);
ANALYZE public.notes_new;
COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- public.notes_new gets the owner and the grants of public.notes and takes its place.
-- note of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.notes ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE note_new IS DISTINCT FROM note LIMIT 5;
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.notes_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.notes_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.notes_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.notes'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.notes_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.notes'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.notes_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.notes'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.notes'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.notes;
DROP TRIGGER zzz_orders_note_sync ON public.orders;
DROP FUNCTION public.orders_note_sync();
ALTER TABLE public.orders DROP COLUMN note;
ALTER TABLE public.orders RENAME COLUMN note_new TO note;
ALTER MATERIALIZED VIEW public.notes_new RENAME TO notes;
ALTER INDEX public.notes_key_new RENAME TO notes_key;
COMMIT;

