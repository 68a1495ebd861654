~ column public.a.id: type bigint -> integer
~ column public.a.n: type bigint -> integer
~ rows public.a id = 2: n "3" -> "2"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.a.id -> public.a.id_new
--              public.a.n -> public.a.n_new
-- meanwhile    public.a: every version reads and writes id; the contract puts id_new in its place.
--              public.a: every version reads and writes n; the contract puts n_new in its place.
-- changes      add_column_without_values public.a.id_new
--              share_access public.a.id_new
--              create_helper_function public.a.id_new
--              create_helper_trigger public.a.id_new
--              add_column_without_values public.a.n_new
--              share_access public.a.n_new
--              create_helper_function public.a.n_new
--              create_helper_trigger public.a.n_new
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_a_n_sync ON public.a;
--   DROP FUNCTION public.a_n_sync();
--   COMMIT;
--   ALTER TABLE public.a DROP COLUMN n_new;
--   BEGIN;
--   DROP TRIGGER zzz_a_id_sync ON public.a;
--   DROP FUNCTION public.a_id_sync();
--   COMMIT;
--   ALTER TABLE public.a DROP COLUMN id_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.a WHERE id NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.a ADD COLUMN id_new integer;

-- Who has rights on id alone gets them on id_new too.
-- Keeps id and id_new in step until the contract.
-- locks: public.a SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'id_new', 'public.a',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.a'::regclass AND t.attname = 'id'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.a_id_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.id_new IS NULL THEN
      NEW.id_new := NEW.id::integer;
    ELSE
      NEW.id := NEW.id_new::bigint;
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id)
    AND (NEW.id_new IS DISTINCT FROM OLD.id_new)
    AND (OLD.id_new IS NOT NULL OR OLD.id IS NULL) THEN
    IF (NEW.id_new IS DISTINCT FROM NEW.id::integer)
      AND (NEW.id IS DISTINCT FROM NEW.id_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'id, id_new of public.a are set to values that do not belong together';
    END IF;
  ELSIF (NEW.id IS DISTINCT FROM OLD.id) THEN
    NEW.id_new := NEW.id::integer;
  ELSIF (NEW.id_new IS DISTINCT FROM OLD.id_new) AND (NEW.id_new IS DISTINCT FROM NEW.id::integer) THEN
    NEW.id := NEW.id_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_a_id_sync BEFORE INSERT OR UPDATE ON public.a FOR EACH ROW
  EXECUTE FUNCTION public.a_id_sync();
COMMIT;

-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.a WHERE n NOT BETWEEN -2147483648 AND 2147483647 LIMIT 5;
ALTER TABLE public.a ADD COLUMN n_new integer;

-- Who has rights on n alone gets them on n_new too.
-- Keeps n and n_new in step until the contract.
-- locks: public.a SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'n_new', 'public.a',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.a'::regclass AND t.attname = 'n'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.a_n_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.n_new IS NULL THEN
      NEW.n_new := NEW.n::integer;
    ELSE
      NEW.n := NEW.n_new::bigint;
    END IF;
  ELSIF (NEW.n IS DISTINCT FROM OLD.n)
    AND (NEW.n_new IS DISTINCT FROM OLD.n_new)
    AND (OLD.n_new IS NOT NULL OR OLD.n IS NULL) THEN
    IF (NEW.n_new IS DISTINCT FROM NEW.n::integer)
      AND (NEW.n IS DISTINCT FROM NEW.n_new::bigint) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'n, n_new of public.a are set to values that do not belong together';
    END IF;
  ELSIF (NEW.n IS DISTINCT FROM OLD.n) THEN
    NEW.n_new := NEW.n::integer;
  ELSIF (NEW.n_new IS DISTINCT FROM OLD.n_new) AND (NEW.n_new IS DISTINCT FROM NEW.n::integer) THEN
    NEW.n := NEW.n_new::bigint;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_a_n_sync BEFORE INSERT OR UPDATE ON public.a FOR EACH ROW
  EXECUTE FUNCTION public.a_n_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.a.id -> public.a.id_new
--              public.a.n -> public.a.n_new
-- meanwhile    public.a: every version reads and writes id; the contract puts id_new in its place.
--              public.a: every version reads and writes n; the contract puts n_new in its place.
-- changes      backfill public.a.id_new
--              backfill public.a.n_new
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
  first_key public.a.id%TYPE;
  last_key public.a.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.a ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.a
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.a
       SET id_new = id::integer
     WHERE id >= first_key AND id <= last_key
       AND id_new IS NULL AND id::integer IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.a WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills n_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.a.id%TYPE;
  last_key public.a.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.a ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.a
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.a
       SET n_new = n::integer
     WHERE id >= first_key AND id <= last_key
       AND n_new IS NULL AND n::integer IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.a WHERE id > last_key
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
--              public.a.id -> public.a.id_new
--              public.a.n -> public.a.n_new
-- meanwhile    public.a: every version reads and writes id; the contract puts id_new in its place.
--              public.a: every version reads and writes n; the contract puts n_new in its place.
-- changes      reconcile public.a.n_new
--              analyze public.a.n_new
--              add_check_not_valid public.a.a_id_new_not_null
--              validate_constraint public.a.a_id_new_not_null
--              set_not_null_proven public.a.id_new
--              drop_constraint public.a.a_id_new_not_null
--              reconcile public.a.id_new
--              analyze public.a.id_new
--              create_index_concurrently public.a.a_pkey_new
--              upsert_rows public.a
-- locks        public.a  ACCESS EXCLUSIVE        catalog only
--              public.a  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 7 of 9.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   INSERT INTO public.a AS there (id, n, s)
--   VALUES
--       (1, 1, 'x'),
--       (2, 3, 'x')
--   ON CONFLICT (id) DO UPDATE
--      SET n = EXCLUDED.n,
--          s = EXCLUDED.s
--    WHERE (there.n, there.s) IS DISTINCT FROM (EXCLUDED.n, EXCLUDED.s);
--   DROP INDEX CONCURRENTLY public.a_pkey_new;
--   -- nothing to undo: ANALYZE public.a (id_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.a ADD CONSTRAINT a_id_new_not_null CHECK (id_new IS NOT NULL);
--   ALTER TABLE public.a ALTER COLUMN id_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.a VALIDATE CONSTRAINT a_id_new_not_null
--   ALTER TABLE public.a DROP CONSTRAINT a_id_new_not_null;
--   -- nothing to undo: ANALYZE public.a (n_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.a
 WHERE (n_new IS DISTINCT FROM n::integer)
   AND (n IS DISTINCT FROM n_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.a hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.a (n_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves id_new NOT NULL: new rows are checked from now on.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.a WHERE id_new IS NULL LIMIT 5;
ALTER TABLE public.a ADD CONSTRAINT a_id_new_not_null CHECK (id_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.a VALIDATE CONSTRAINT a_id_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a ALTER COLUMN id_new SET NOT NULL;
ALTER TABLE public.a DROP CONSTRAINT a_id_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.a
 WHERE (id_new IS DISTINCT FROM id::integer)
   AND (id IS DISTINCT FROM id_new::bigint);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.a hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.a (id_new);

SET lock_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id_new, count(*) AS times FROM public.a WHERE id_new IS NOT NULL GROUP BY id_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY a_pkey_new ON public.a (id_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- 2 rows that differ
INSERT INTO public.a AS there (id_new, n_new, s)
VALUES
    (1, 1, 'x'),
    (2, 2, 'x')
ON CONFLICT (id_new) DO UPDATE
   SET n_new = EXCLUDED.n_new,
       s = EXCLUDED.s
 WHERE (there.n_new, there.s) IS DISTINCT FROM (EXCLUDED.n_new, EXCLUDED.s);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.a.id -> public.a.id_new
--              public.a.n -> public.a.n_new
-- meanwhile    public.a: every version reads and writes id; the contract puts id_new in its place.
--              public.a: every version reads and writes n; the contract puts n_new in its place.
-- changes      drop_helper_trigger public.a.id_new
--              drop_helper_function public.a.id_new
--              drop_helper_trigger public.a.n_new
--              drop_helper_function public.a.n_new
--              drop_old_side public.a.id
--              swap public.a.id
--              drop_old_side public.a.n
--              swap public.a.n
--              swap public.a.a_pkey
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- id of public.a is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- n of public.a is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.a WHERE (id_new IS DISTINCT FROM id::integer) AND (id IS DISTINCT FROM id_new::bigint) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.a WHERE (n_new IS DISTINCT FROM n::integer) AND (n IS DISTINCT FROM n_new::bigint) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_a_id_sync ON public.a;
DROP FUNCTION public.a_id_sync();
DROP TRIGGER zzz_a_n_sync ON public.a;
DROP FUNCTION public.a_n_sync();
ALTER TABLE public.a DROP COLUMN id;
ALTER TABLE public.a RENAME COLUMN id_new TO id;
ALTER TABLE public.a_pkey_new RENAME COLUMN id_new TO id;
ALTER TABLE public.a DROP COLUMN n;
ALTER TABLE public.a RENAME COLUMN n_new TO n;
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY USING INDEX a_pkey_new;
COMMIT;

