> enum public.mood: label renamed
~ enum public.mood: values ok, sad, great, gone -> ok, sad, great
refused without --allow breaks_old_code: ALTER TYPE public.mood RENAME VALUE 'fine' TO 'great'

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.moods -> public.orders.moods_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes moods; the contract puts moods_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function public.best(), function
--                public.is_ok(public.mood).
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      rename_enum_value public.mood
--              create_enum public.mood_new
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TYPE public.mood_new;
--   ALTER TYPE public.mood RENAME VALUE 'great' TO 'fine';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TYPE public.mood RENAME VALUE 'fine' TO 'great';

CREATE TYPE public.mood_new AS ENUM ('ok', 'sad', 'great');

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.moods -> public.orders.moods_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes moods; the contract puts moods_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function public.best(), function
--                public.is_ok(public.mood).
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      add_column_without_values public.orders.status_new
--              share_access public.orders.status_new
--              create_helper_function public.orders.status_new
--              create_helper_trigger public.orders.status_new
--              add_column_without_values public.orders.moods_new
--              share_access public.orders.moods_new
--              create_helper_function public.orders.moods_new
--              create_helper_trigger public.orders.moods_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_moods_sync ON public.orders;
--   DROP FUNCTION public.orders_moods_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN moods_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   DROP FUNCTION public.orders_status_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN status_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (status::text = ANY (ARRAY['ok', 'sad', 'great']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN status_new public.mood_new;

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
      NEW.status_new := NEW.status::text::public.mood_new;
    ELSE
      NEW.status := NEW.status_new::text::public.mood;
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status)))
    AND (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new)))
    AND (OLD.status_new IS NOT NULL OR OLD.status IS NULL) THEN
    IF (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.mood_new)))
      AND (record_image_ne(ROW(NEW.status), ROW(NEW.status_new::text::public.mood))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, status_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status))) THEN
    NEW.status_new := NEW.status::text::public.mood_new;
  ELSIF (record_image_ne(ROW(NEW.status_new), ROW(OLD.status_new))) AND (record_image_ne(ROW(NEW.status_new), ROW(NEW.status::text::public.mood_new))) THEN
    NEW.status := NEW.status_new::text::public.mood;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE EXISTS (SELECT FROM unnest(moods) AS label WHERE label::text <> ALL (ARRAY['ok', 'sad', 'great']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN moods_new public.mood_new[];

-- Who has rights on moods alone gets them on moods_new too.
-- Keeps moods and moods_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'moods_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'moods'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_moods_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.moods_new IS NULL THEN
      NEW.moods_new := NEW.moods::text::public.mood_new[];
    ELSE
      NEW.moods := NEW.moods_new::text::public.mood[];
    END IF;
  ELSIF (record_image_ne(ROW(NEW.moods), ROW(OLD.moods)))
    AND (record_image_ne(ROW(NEW.moods_new), ROW(OLD.moods_new)))
    AND (OLD.moods_new IS NOT NULL OR OLD.moods IS NULL) THEN
    IF (record_image_ne(ROW(NEW.moods_new), ROW(NEW.moods::text::public.mood_new[])))
      AND (record_image_ne(ROW(NEW.moods), ROW(NEW.moods_new::text::public.mood[]))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'moods, moods_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.moods), ROW(OLD.moods))) THEN
    NEW.moods_new := NEW.moods::text::public.mood_new[];
  ELSIF (record_image_ne(ROW(NEW.moods_new), ROW(OLD.moods_new))) AND (record_image_ne(ROW(NEW.moods_new), ROW(NEW.moods::text::public.mood_new[]))) THEN
    NEW.moods := NEW.moods_new::text::public.mood[];
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_moods_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_moods_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.moods -> public.orders.moods_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes moods; the contract puts moods_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function public.best(), function
--                public.is_ok(public.mood).
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      backfill public.orders.status_new
--              backfill public.orders.moods_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills status_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET status_new = status::text::public.mood_new
     WHERE id >= first_key AND id <= last_key
       AND status_new IS NULL AND status::text::public.mood_new IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills moods_new of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET moods_new = moods::text::public.mood_new[]
     WHERE id >= first_key AND id <= last_key
       AND moods_new IS NULL AND moods::text::public.mood_new[] IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
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
--              public.orders.moods -> public.orders.moods_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes moods; the contract puts moods_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function public.best(), function
--                public.is_ok(public.mood).
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      reconcile public.orders.status_new
--              analyze public.orders.status_new
--              reconcile public.orders.moods_new
--              analyze public.orders.moods_new
--              add_check_not_valid public.orders.c1_new
--              validate_constraint public.orders.c1_new
--              create_index_concurrently public.orders.o_fine_new
--              create_statistics public.orders.orders_ex_new
--              create_statistics public.orders.orders_st_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 6 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP STATISTICS public.orders_st_new;
--   DROP STATISTICS public.orders_ex_new;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.o_fine_new;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT c1_new
--   ALTER TABLE public.orders DROP CONSTRAINT c1_new;
--   -- nothing to undo: ANALYZE public.orders (moods_new)
--   -- can not be undone: DO $reconcile$
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
 WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.mood_new)))
   AND (record_image_ne(ROW(status), ROW(status_new::text::public.mood)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (status_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(moods_new), ROW(moods::text::public.mood_new[])))
   AND (record_image_ne(ROW(moods), ROW(moods_new::text::public.mood[])));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (moods_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((status_new <> 'great'::public.mood_new) OR (other IS NOT NULL)) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT c1_new CHECK ((status_new <> 'great'::public.mood_new) OR (other IS NOT NULL)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT c1_new;

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.o_fine_new;
CREATE INDEX CONCURRENTLY o_fine_new ON public.orders (id) WHERE (status_new = 'great'::public.mood_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
CREATE STATISTICS public.orders_ex_new ON other, ((status_new = 'great'::public.mood_new)) FROM public.orders;
CREATE STATISTICS public.orders_st_new ON other, status_new FROM public.orders;
COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.moods -> public.orders.moods_new
--              public.orders.status -> public.orders.status_new
-- meanwhile    public.orders: every version reads and writes moods; the contract puts moods_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function public.best(), function
--                public.is_ok(public.mood).
--              public.orders: every version reads and writes status; the contract puts status_new in its place.
-- changes      build_materialized_view_beside public.m
--              keep_privileges public.m
--              swap_materialized_view public.m
--              drop_policy public.orders.seen
--              keep_privileges public.v
--              rebuild_view public.v
--              drop_helper_trigger public.orders.moods_new
--              drop_helper_function public.orders.moods_new
--              drop_helper_trigger public.orders.status_new
--              drop_helper_function public.orders.status_new
--              drop_old_side public.orders.moods
--              swap public.orders.moods
--              drop_old_side public.orders.status
--              swap public.orders.status
--              keep_privileges public.best()
--              replace_function public.best()
--              keep_privileges public.is_ok(public.mood)
--              replace_function public.is_ok(public.mood)
--              swap public.orders.moods_new
--              set_default public.orders.status
--              rename_constraint public.orders.c1
--              rename_index public.orders.o_fine
--              rename_statistics public.orders.orders_ex
--              rename_statistics public.orders.orders_st
--              share_access public.orders.moods_new
--              drop_old_side public.orders.moods_new
--              create_policy public.orders.seen
--              rename_index public.m
-- locks        public.m       ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
--              public.v       ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over what the columns are from the next transaction on, which puts them in the place of the old ones; a
-- REFRESH of those meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.m_new AS
SELECT orders.id,
    orders.status_new AS status,
    (orders.status_new = 'great'::public.mood_new) AS f
   FROM public.orders;
CREATE UNIQUE INDEX m_id_new ON public.m_new (id);
ANALYZE public.m_new;
COMMIT;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- public.m_new gets the owner and the grants of public.m and takes its place.
-- Remembers the owner and the grants of public.v.
-- moods of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- status of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Remembers the owner and the grants of public.best().
-- Remembers the owner and the grants of public.is_ok(public.mood).
-- What waits at this moment with a value of enum public.mood fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- Gives public.is_ok(public.mood) its owner and grants back.
-- Gives public.best() its owner and grants back.
-- public.mood gets the owner and the rights of the old one.
-- Gives public.v its owner and grants back.
-- locks: public.m ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE, public.v ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(moods_new), ROW(moods::text::public.mood_new[]))) AND (record_image_ne(ROW(moods), ROW(moods_new::text::public.mood[]))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(status_new), ROW(status::text::public.mood_new))) AND (record_image_ne(ROW(status), ROW(status_new::text::public.mood))) LIMIT 5;
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.m_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.m_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.m_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.m'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.m_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.m'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.m_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.m'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.m'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.m;
DROP POLICY seen ON public.orders;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_v', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.v', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.v'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.v', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.v'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.v',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.v'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.v'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.v;
DROP TRIGGER zzz_orders_moods_sync ON public.orders;
DROP FUNCTION public.orders_moods_sync();
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
ALTER TABLE public.orders DROP COLUMN moods;
ALTER TABLE public.orders RENAME COLUMN moods_new TO moods;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders RENAME COLUMN status_new TO status;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_9ca213c8b2933931', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.best()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.best();
DO $$
BEGIN
  PERFORM set_config('lockstep.function_3f1d3bfd7a078cd6', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.is_ok(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.is_ok(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.is_ok(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.is_ok(public.mood);
ALTER TYPE public.mood RENAME TO mood_old;
ALTER TYPE public.mood_new RENAME TO mood;
CREATE FUNCTION public.is_ok(public.mood) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 = 'ok'$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_3f1d3bfd7a078cd6');
END $$;
CREATE FUNCTION public.best() RETURNS public.mood
    LANGUAGE sql
    RETURN 'great'::public.mood;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_9ca213c8b2933931');
END $$;
ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'great'::public.mood;
ALTER TABLE public.orders RENAME CONSTRAINT c1_new TO c1;
ALTER INDEX public.o_fine_new RENAME TO o_fine;
ALTER STATISTICS public.orders_ex_new RENAME TO orders_ex;
ALTER STATISTICS public.orders_st_new RENAME TO orders_st;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.mood', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.mood_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.mood')
      FROM pg_type t WHERE t.oid = 'public.mood_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.mood',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.mood_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.mood_old;
CREATE VIEW public.v AS
SELECT orders.id,
    orders.status
   FROM public.orders
  WHERE (orders.status = ANY (ARRAY['great'::public.mood, 'ok'::public.mood]));
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_v');
END $$;
CREATE POLICY seen ON public.orders
    USING (status <> 'great'::public.mood);
ALTER MATERIALIZED VIEW public.m_new RENAME TO m;
ALTER INDEX public.m_id_new RENAME TO m_id;
COMMIT;

