~ column public.parts.size: type bigint -> integer
+ function public.weight(bigint)
- function public.weight(bigint, bigint)
! materialized view public.redefined: query  SELECT (parts.id + 1) AS id    FROM public.parts ->  SELECT parts.id    FROM public.parts
! materialized view public.retyped: rebuilt around column public.parts.size
! materialized view public.weights: rebuilt around function public.weight(bigint, bigint)
! materialized view index public.redefined.redefined_id: rebuilt around materialized view public.redefined
refused without --allow breaks_old_code: CREATE FUNCTION public.weight(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1$$
refused without --allow blocks_reads, blocks_writes: DROP MATERIALIZED VIEW public.weights
refused without --allow blocks_reads, blocks_writes: CREATE MATERIALIZED VIEW public.weights AS
SELECT parts.id,
    public.weight(parts.id) AS weight
   FROM public.parts
WITH NO DATA

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.parts.size -> public.parts.size_new
-- meanwhile    public.parts: every version reads and writes size; the contract puts size_new in its place.
-- changes      create_ambiguous_function public.weight(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.weight(bigint);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.weight(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.parts.size -> public.parts.size_new
-- meanwhile    public.parts: every version reads and writes size; the contract puts size_new in its place.
-- changes      add_column_without_values public.parts.size_new
--              share_access public.parts.size_new
--              create_helper_function public.parts.size_new
--              create_helper_trigger public.parts.size_new
--              build_materialized_view_beside public.redefined
--              keep_privileges public.redefined
--              swap_materialized_view public.redefined
--              rename_index public.redefined
--              keep_privileges public.weights
--              rebuild_materialized_view public.weights
--              drop_taken_over_function public.weight(bigint, bigint)
-- locks        public.parts      ACCESS EXCLUSIVE  catalog only
--              public.redefined  ACCESS EXCLUSIVE  catalog only
--              public.weights    ACCESS EXCLUSIVE  scan
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   BEGIN;
--   DROP INDEX public.redefined_id_new;
--   DROP MATERIALIZED VIEW public.redefined_new;
--   COMMIT;
--   BEGIN;
--   DROP TRIGGER zzz_parts_size_sync ON public.parts;
--   DROP FUNCTION public.parts_size_sync();
--   COMMIT;
--   ALTER TABLE public.parts DROP COLUMN size_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE size NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.parts ADD COLUMN size_new integer;

-- Who has rights on size alone gets them on size_new too.
-- Keeps size and size_new in step until the contract.
-- locks: public.parts SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'size_new', 'public.parts',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.parts'::regclass AND t.attname = 'size'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.parts_size_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.size_new IS NULL THEN
      NEW.size_new := NEW.size::integer;
    ELSE
      NEW.size := NEW.size_new::bigint;
    END IF;
  ELSIF (NEW.size IS DISTINCT FROM OLD.size)
    AND (NEW.size_new IS DISTINCT FROM OLD.size_new)
    AND (OLD.size_new IS NOT NULL OR OLD.size IS NULL) THEN
    IF (NEW.size_new IS DISTINCT FROM NEW.size::integer)
      AND (NEW.size IS DISTINCT FROM NEW.size_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'size, size_new of public.parts are set to values that do not belong together';
    END IF;
  ELSIF (NEW.size IS DISTINCT FROM OLD.size) THEN
    NEW.size_new := NEW.size::integer;
  ELSIF (NEW.size_new IS DISTINCT FROM OLD.size_new) AND (NEW.size_new IS DISTINCT FROM NEW.size::integer) THEN
    NEW.size := NEW.size_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_parts_size_sync BEFORE INSERT OR UPDATE ON public.parts FOR EACH ROW
  EXECUTE FUNCTION public.parts_size_sync();
COMMIT;

SET statement_timeout = 0;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
-- It is declared without rows, and gets them where the old one was filled since.
BEGIN;
CREATE MATERIALIZED VIEW public.redefined_new AS
SELECT parts.id
   FROM public.parts
WITH NO DATA;
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.redefined'::regclass) THEN
    REFRESH MATERIALIZED VIEW public.redefined_new;
  END IF;
END $$;
CREATE INDEX redefined_id_new ON public.redefined_new (id);
ANALYZE public.redefined_new;
COMMIT;

SET statement_timeout = '15s';

-- public.redefined_new gets the owner and the grants of public.redefined and takes its place.
-- locks: public.redefined ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.redefined_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.redefined_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.redefined_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.redefined'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.redefined_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.redefined'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.redefined_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.redefined'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.redefined'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.redefined;
ALTER MATERIALIZED VIEW public.redefined_new RENAME TO redefined;
ALTER INDEX public.redefined_id_new RENAME TO redefined_id;
COMMIT;

SET statement_timeout = 0;

-- Remembers the owner and the grants of public.weights, and whether it is filled.
-- Gives public.weights its owner and grants back.
-- locks: public.weights ACCESS EXCLUSIVE; scan
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_weights', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.weights', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.weights'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.weights', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.weights'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.weights',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.weights'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.weights'::regclass AND NOT t.attisdropped) p
    UNION ALL
    SELECT 'REFRESH MATERIALIZED VIEW public.weights'
      FROM pg_class c WHERE c.oid = 'public.weights'::regclass AND c.relispopulated) kept;
END $$;
DROP MATERIALIZED VIEW public.weights;
DROP FUNCTION public.weight(bigint, bigint);
CREATE MATERIALIZED VIEW public.weights AS
SELECT parts.id,
    public.weight(parts.id) AS weight
   FROM public.parts
WITH NO DATA;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_weights');
END $$;
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.parts.size -> public.parts.size_new
-- meanwhile    public.parts: every version reads and writes size; the contract puts size_new in its place.
-- changes      backfill public.parts.size_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills size_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.parts.id%TYPE;
  last_key public.parts.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.parts ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.parts
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.parts
       SET size_new = size::integer
     WHERE id >= first_key AND id <= last_key
       AND size_new IS NULL AND size::integer IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.parts WHERE id > last_key
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
--              public.parts.size -> public.parts.size_new
-- meanwhile    public.parts: every version reads and writes size; the contract puts size_new in its place.
-- changes      reconcile public.parts.size_new
--              analyze public.parts.size_new
-- locks        public.parts  SHARE UPDATE EXCLUSIVE  scan
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
  SELECT count(*) INTO stray_rows FROM public.parts
 WHERE (size_new IS DISTINCT FROM size::integer)
   AND (size IS DISTINCT FROM size_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.parts hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.parts SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.parts (size_new);

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.parts.size -> public.parts.size_new
-- meanwhile    public.parts: every version reads and writes size; the contract puts size_new in its place.
-- changes      build_materialized_view_beside public.retyped
--              keep_privileges public.retyped
--              swap_materialized_view public.retyped
--              drop_helper_trigger public.parts.size_new
--              drop_helper_function public.parts.size_new
--              drop_old_side public.parts.size
--              swap public.parts.size
-- locks        public.parts    ACCESS EXCLUSIVE  catalog only
--              public.retyped  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over what the columns are from the next transaction on, which puts them in the place of the old ones; a
-- REFRESH of those meanwhile is lost.
-- It is declared without rows, and gets them where the old one was filled since.
BEGIN;
CREATE MATERIALIZED VIEW public.retyped_new AS
SELECT parts.id,
    parts.size_new AS size
   FROM public.parts
WITH NO DATA;
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.retyped'::regclass) THEN
    REFRESH MATERIALIZED VIEW public.retyped_new;
  END IF;
END $$;
ANALYZE public.retyped_new;
COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- public.retyped_new gets the owner and the grants of public.retyped and takes its place.
-- size of public.parts is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.retyped ACCESS EXCLUSIVE, public.parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE (size_new IS DISTINCT FROM size::integer) AND (size IS DISTINCT FROM size_new::bigint) LIMIT 5;
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.retyped_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.retyped_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.retyped_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.retyped'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.retyped_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.retyped'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.retyped_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.retyped'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.retyped'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.retyped;
DROP TRIGGER zzz_parts_size_sync ON public.parts;
DROP FUNCTION public.parts_size_sync();
ALTER TABLE public.parts DROP COLUMN size;
ALTER TABLE public.parts RENAME COLUMN size_new TO size;
ALTER MATERIALIZED VIEW public.retyped_new RENAME TO retyped;
COMMIT;

