~ enum public.mood: values calm, keen, sour -> calm, keen
~ security label "anon on domain public.feeling": label one -> two

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      create_enum public.mood_new
--              create_domain public.feeling_new
--              security_label "anon on domain public.feeling_new"
--              security_label "anon on type public.mood_new"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON TYPE public.mood_new
--       IS NULL;
--   SECURITY LABEL FOR anon ON DOMAIN public.feeling_new
--       IS NULL;
--   DROP DOMAIN public.feeling_new;
--   DROP TYPE public.mood_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.mood_new AS ENUM ('calm', 'keen');

CREATE DOMAIN public.feeling_new AS public.mood_new;

SECURITY LABEL FOR anon ON DOMAIN public.feeling_new
    IS 'two';

SECURITY LABEL FOR anon ON TYPE public.mood_new
    IS 'one';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      add_column_without_values public.orders.feels_new
--              share_access public.orders.feels_new
--              create_helper_function public.orders.feels_new
--              create_helper_trigger public.orders.feels_new
--              add_column_without_values public.orders.felt_new
--              share_access public.orders.felt_new
--              create_helper_function public.orders.felt_new
--              create_helper_trigger public.orders.felt_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_felt_sync ON public.orders;
--   DROP FUNCTION public.orders_felt_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN felt_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_feels_sync ON public.orders;
--   DROP FUNCTION public.orders_feels_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN feels_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (feels::text = ANY (ARRAY['calm', 'keen']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN feels_new public.mood_new;

-- Who has rights on feels alone gets them on feels_new too.
-- Keeps feels and feels_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'feels_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'feels'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_feels_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.feels_new IS NULL THEN
      NEW.feels_new := NEW.feels::text::public.mood_new;
    ELSE
      NEW.feels := NEW.feels_new::text::public.mood;
    END IF;
  ELSIF (record_image_ne(ROW(NEW.feels), ROW(OLD.feels)))
    AND (record_image_ne(ROW(NEW.feels_new), ROW(OLD.feels_new)))
    AND (OLD.feels_new IS NOT NULL OR OLD.feels IS NULL) THEN
    IF (record_image_ne(ROW(NEW.feels_new), ROW(NEW.feels::text::public.mood_new)))
      AND (record_image_ne(ROW(NEW.feels), ROW(NEW.feels_new::text::public.mood))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'feels, feels_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.feels), ROW(OLD.feels))) THEN
    NEW.feels_new := NEW.feels::text::public.mood_new;
  ELSIF (record_image_ne(ROW(NEW.feels_new), ROW(OLD.feels_new))) AND (record_image_ne(ROW(NEW.feels_new), ROW(NEW.feels::text::public.mood_new))) THEN
    NEW.feels := NEW.feels_new::text::public.mood;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_feels_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_feels_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (felt::text = ANY (ARRAY['calm', 'keen']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN felt_new public.feeling_new;

-- Who has rights on felt alone gets them on felt_new too.
-- Keeps felt and felt_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'felt_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'felt'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_felt_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.felt_new IS NULL THEN
      NEW.felt_new := NEW.felt::text::public.feeling_new;
    ELSE
      NEW.felt := NEW.felt_new::text::public.feeling;
    END IF;
  ELSIF (record_image_ne(ROW(NEW.felt), ROW(OLD.felt)))
    AND (record_image_ne(ROW(NEW.felt_new), ROW(OLD.felt_new)))
    AND (OLD.felt_new IS NOT NULL OR OLD.felt IS NULL) THEN
    IF (record_image_ne(ROW(NEW.felt_new), ROW(NEW.felt::text::public.feeling_new)))
      AND (record_image_ne(ROW(NEW.felt), ROW(NEW.felt_new::text::public.feeling))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'felt, felt_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.felt), ROW(OLD.felt))) THEN
    NEW.felt_new := NEW.felt::text::public.feeling_new;
  ELSIF (record_image_ne(ROW(NEW.felt_new), ROW(OLD.felt_new))) AND (record_image_ne(ROW(NEW.felt_new), ROW(NEW.felt::text::public.feeling_new))) THEN
    NEW.felt := NEW.felt_new::text::public.feeling;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_felt_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_felt_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      backfill public.orders.feels_new
--              backfill public.orders.felt_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills feels_new of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.orders'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.orders
       SET feels_new = feels::text::public.mood_new
     WHERE ctid >= first_row AND ctid < behind_row
       AND feels_new IS NULL AND feels::text::public.mood_new IS NOT NULL;
    COMMIT;
  END LOOP;
END
$backfill$;

-- Fills felt_new of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.orders'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.orders
       SET felt_new = felt::text::public.feeling_new
     WHERE ctid >= first_row AND ctid < behind_row
       AND felt_new IS NULL AND felt::text::public.feeling_new IS NOT NULL;
    COMMIT;
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
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      reconcile public.orders.feels_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(feels_new), ROW(feels::text::public.mood_new)))
   AND (record_image_ne(ROW(feels), ROW(feels_new::text::public.mood)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      security_label "anon on column public.orders.feels_new"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON COLUMN public.orders.feels_new
--       IS NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

SECURITY LABEL FOR anon ON COLUMN public.orders.feels_new
    IS 'one';

COMMIT;

==> 20260101000005_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      analyze public.orders.feels_new
--              reconcile public.orders.felt_new
--              analyze public.orders.felt_new
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 3.
-- to go back   can not be undone by a statement

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (feels_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(felt_new), ROW(felt::text::public.feeling_new)))
   AND (record_image_ne(ROW(felt), ROW(felt_new::text::public.feeling)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (felt_new);

==> 20260101000006_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000006
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.feels -> public.orders.feels_new
--              public.orders.felt -> public.orders.felt_new
-- meanwhile    public.orders: every version reads and writes feels; the contract puts feels_new in its place. Until
--                then on the old enum public.mood, and on the new one from then on: function
--                public.is_calm(public.mood), view public.calm.
--              public.orders: every version reads and writes felt; the contract puts felt_new in its place.
-- changes      drop_helper_trigger public.orders.feels_new
--              drop_helper_function public.orders.feels_new
--              drop_helper_trigger public.orders.felt_new
--              drop_helper_function public.orders.felt_new
--              drop_old_side public.orders.feels
--              swap public.orders.feels
--              drop_old_side public.orders.felt
--              swap public.orders.felt
--              keep_privileges public.calm
--              rebuild_view public.calm
--              keep_privileges public.is_calm(public.mood)
--              replace_function public.is_calm(public.mood)
--              swap public.orders.feels_new
--              security_label "anon on view public.calm"
--              security_label "anon on column public.calm.c"
--              security_label "anon on function public.is_calm(public.mood)"
--              share_access public.orders.feels_new
--              drop_old_side public.orders.feels_new
-- locks        public.calm    ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- feels of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- felt of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Remembers the owner and the grants of public.calm.
-- Remembers the owner and the grants of public.is_calm(public.mood).
-- What waits at this moment with a value of enum public.mood fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- Gives public.is_calm(public.mood) its owner and grants back.
-- Gives public.calm its owner and grants back.
-- public.mood gets the owner and the rights of the old one.
-- public.feeling gets the owner and the rights of the old one.
-- locks: public.orders ACCESS EXCLUSIVE, public.calm ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE (record_image_ne(ROW(feels_new), ROW(feels::text::public.mood_new))) AND (record_image_ne(ROW(feels), ROW(feels_new::text::public.mood))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE (record_image_ne(ROW(felt_new), ROW(felt::text::public.feeling_new))) AND (record_image_ne(ROW(felt), ROW(felt_new::text::public.feeling))) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_feels_sync ON public.orders;
DROP FUNCTION public.orders_feels_sync();
DROP TRIGGER zzz_orders_felt_sync ON public.orders;
DROP FUNCTION public.orders_felt_sync();
ALTER TABLE public.orders DROP COLUMN feels;
ALTER TABLE public.orders RENAME COLUMN feels_new TO feels;
ALTER TABLE public.orders DROP COLUMN felt;
ALTER TABLE public.orders RENAME COLUMN felt_new TO felt;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_calm', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.calm', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.calm'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.calm', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.calm'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.calm',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.calm'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.calm'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.calm;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_e8ecdf4f5fdf32fb', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.is_calm(public.mood)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.is_calm(public.mood);
ALTER TYPE public.mood RENAME TO mood_old;
ALTER TYPE public.mood_new RENAME TO mood;
ALTER DOMAIN public.feeling RENAME TO feeling_old;
ALTER DOMAIN public.feeling_new RENAME TO feeling;
CREATE FUNCTION public.is_calm(public.mood) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT $1::text = 'calm'$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_e8ecdf4f5fdf32fb');
END $$;
CREATE VIEW public.calm AS
SELECT public.is_calm('keen'::public.mood) AS c;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_calm');
END $$;
SECURITY LABEL FOR anon ON VIEW public.calm
    IS 'one';
SECURITY LABEL FOR anon ON COLUMN public.calm.c
    IS 'one';
SECURITY LABEL FOR anon ON FUNCTION public.is_calm(public.mood)
    IS 'one';
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
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.feeling', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.feeling_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.feeling')
      FROM pg_type t WHERE t.oid = 'public.feeling_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.feeling',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.feeling_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP DOMAIN public.feeling_old;
DROP TYPE public.mood_old;
COMMIT;

