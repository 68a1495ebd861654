~ column public.boats.id: type text -> bigint; identity (none) -> always

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.boats.id -> public.boats.id_new
-- meanwhile    public.boats: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_column_without_values public.boats.id_new
--              share_access public.boats.id_new
--              create_helper_function public.boats.id_new
--              create_helper_trigger public.boats.id_new
-- locks        public.boats  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_boats_id_sync ON public.boats;
--   DROP FUNCTION public.boats_id_sync();
--   COMMIT;
--   ALTER TABLE public.boats DROP COLUMN id_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.boats ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.boats WHERE CASE WHEN id ~ '^\s*[-+]?[0-9]+\s*$' THEN id::numeric NOT BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE id IS NOT NULL END LIMIT 5;
ALTER TABLE public.boats ADD COLUMN id_new bigint;

-- Who has rights on id alone gets them on id_new too.
-- Keeps id and id_new in step until the contract.
-- locks: public.boats SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'id_new', 'public.boats',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.boats'::regclass AND t.attname = 'id'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.boats_id_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.id_new IS NULL THEN
      NEW.id_new := (SELECT id::bigint FROM (SELECT NEW.*) AS boats);
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id)
    AND NOT ((NEW.id_new IS DISTINCT FROM OLD.id_new)
      AND (OLD.id_new IS NOT NULL OR OLD.id IS NULL)) THEN
    NEW.id_new := (SELECT id::bigint FROM (SELECT NEW.*) AS boats);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_boats_id_sync BEFORE INSERT OR UPDATE ON public.boats FOR EACH ROW
  EXECUTE FUNCTION public.boats_id_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.boats.id -> public.boats.id_new
-- meanwhile    public.boats: every version reads and writes id; the contract puts id_new in its place.
-- changes      backfill public.boats.id_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills id_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.boats.id%TYPE;
  last_key public.boats.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.boats ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.boats
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.boats
       SET id_new = id::bigint
     WHERE id >= first_key AND id <= last_key
       AND id_new IS NULL AND (id::bigint) IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.boats WHERE id > last_key
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
--              public.boats.id -> public.boats.id_new
-- meanwhile    public.boats: every version reads and writes id; the contract puts id_new in its place.
-- changes      add_check_not_valid public.boats.boats_id_new_not_null
--              validate_constraint public.boats.boats_id_new_not_null
--              set_not_null_proven public.boats.id_new
--              drop_constraint public.boats.boats_id_new_not_null
--              reconcile public.boats.id_new
--              analyze public.boats.id_new
--              create_index_concurrently public.boats.boats_pkey_new
-- locks        public.boats  ACCESS EXCLUSIVE        catalog only
--              public.boats  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 6.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.boats_pkey_new;
--   -- nothing to undo: ANALYZE public.boats (id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.boats ADD CONSTRAINT boats_id_new_not_null CHECK (id_new IS NOT NULL);
--   ALTER TABLE public.boats ALTER COLUMN id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.boats VALIDATE CONSTRAINT boats_id_new_not_null
--   ALTER TABLE public.boats DROP CONSTRAINT boats_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves id_new NOT NULL: new rows are checked from now on.
-- locks: public.boats ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.boats WHERE id_new IS NULL LIMIT 5;
ALTER TABLE public.boats ADD CONSTRAINT boats_id_new_not_null CHECK (id_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.boats SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.boats VALIDATE CONSTRAINT boats_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.boats ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.boats ALTER COLUMN id_new SET NOT NULL;
ALTER TABLE public.boats DROP CONSTRAINT boats_id_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.boats
 WHERE id_new IS DISTINCT FROM (id::bigint)::bigint;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.boats hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.boats SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.boats (id_new);

SET lock_timeout = 0;

-- locks: public.boats SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, count(*) AS times FROM public.boats WHERE id_new IS NOT NULL GROUP BY id_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.boats_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY boats_pkey_new ON public.boats (id_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.boats.id -> public.boats.id_new
-- meanwhile    public.boats: every version reads and writes id; the contract puts id_new in its place.
-- changes      drop_helper_trigger public.boats.id_new
--              drop_helper_function public.boats.id_new
--              change_identity public.boats.id_new
--              swap public.boats.id_new
--              drop_old_side public.boats.id
--              swap public.boats.id
--              swap public.boats.boats_pkey
-- locks        public.boats  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- id counts on behind the numbers that are there.
-- id of public.boats is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.boats ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_boats_id_sync ON public.boats;
DROP FUNCTION public.boats_id_sync();
ALTER TABLE public.boats ALTER COLUMN id_new ADD GENERATED ALWAYS AS IDENTITY;
SELECT setval(s.seqrelid, there.last)
  FROM pg_sequence AS s,
       (SELECT max(id_new) AS last FROM public.boats) AS there
 WHERE s.seqrelid = pg_get_serial_sequence('public.boats', 'id_new')::regclass
   AND there.last >= COALESCE(pg_sequence_last_value(s.seqrelid) + s.seqincrement, s.seqstart);
ALTER TABLE public.boats DROP COLUMN id;
ALTER TABLE public.boats RENAME COLUMN id_new TO id;
ALTER TABLE public.boats_pkey_new RENAME COLUMN id_new TO id;
DO $$
BEGIN
  IF to_regclass('public.boats_id_seq') IS NULL THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence('public.boats', 'id'), 'boats_id_seq');
  END IF;
END
$$;
ALTER TABLE public.boats ADD CONSTRAINT boats_pkey PRIMARY KEY USING INDEX boats_pkey_new;
COMMIT;

