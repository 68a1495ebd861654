- column public.people.first
- column public.people.last
+ column public.people.name

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.people.first, public.people.last -> public.people.name
-- meanwhile    public.people: the old version reads and writes first, last, the new one name; a trigger keeps them in
--                step.
-- changes      add_column_without_values public.people.name
--              share_access public.people.name
--              create_helper_sequence public.people.name
--              create_helper_function public.people.name
--              close_helper_function public.people.name
--              create_helper_trigger public.people.name
-- locks        public.people  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_people_first_sync ON public.people;
--   GRANT EXECUTE ON FUNCTION public.people_first_sync() TO PUBLIC;
--   DROP FUNCTION public.people_first_sync();
--   DROP SEQUENCE public.people_first_sync_seen;
--   COMMIT;
--   ALTER TABLE public.people DROP COLUMN name;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.people ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.people ADD COLUMN name text;

-- Who has rights on each of first, last gets them on name too.
-- Keeps first, last and name in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.people SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'name', 'public.people',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN bool_and(a.is_grantable) THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.people'::regclass AND t.attname = ANY ('{"first","last"}')
     GROUP BY a.privilege_type, a.grantee
    HAVING count(DISTINCT t.attnum) = 2
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE SEQUENCE public.people_first_sync_seen;
CREATE FUNCTION public.people_first_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.name IS NULL THEN
      NEW.name := (SELECT first || ' ' || coalesce(last, '') FROM (SELECT NEW.*) AS people);
      IF NEW.first IS NOT NULL OR NEW.last IS NOT NULL THEN
        PERFORM setval('public.people_first_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      NEW.first := (SELECT split_part(name, ' ', 1) FROM (SELECT NEW.*) AS people);
      NEW.last := (SELECT nullif(split_part(name, ' ', 2), '') FROM (SELECT NEW.*) AS people);
    END IF;
  ELSIF (NEW.first IS DISTINCT FROM OLD.first OR NEW.last IS DISTINCT FROM OLD.last)
    AND (NEW.name IS DISTINCT FROM OLD.name)
    AND (OLD.name IS NOT NULL OR (OLD.first IS NULL AND OLD.last IS NULL)) THEN
    IF (NEW.name IS DISTINCT FROM (SELECT first || ' ' || coalesce(last, '') FROM (SELECT NEW.*) AS people)::text)
      AND (NEW.first IS DISTINCT FROM (SELECT split_part(name, ' ', 1) FROM (SELECT NEW.*) AS people)::text OR NEW.last IS DISTINCT FROM (SELECT nullif(split_part(name, ' ', 2), '') FROM (SELECT NEW.*) AS people)::text) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'first, last, name of public.people are set to values that do not belong together';
    END IF;
  ELSIF (NEW.first IS DISTINCT FROM OLD.first OR NEW.last IS DISTINCT FROM OLD.last) THEN
    NEW.name := (SELECT first || ' ' || coalesce(last, '') FROM (SELECT NEW.*) AS people);
    PERFORM setval('public.people_first_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.name IS DISTINCT FROM OLD.name) AND (NEW.name IS DISTINCT FROM (SELECT first || ' ' || coalesce(last, '') FROM (SELECT NEW.*) AS people)::text) THEN
    NEW.first := (SELECT split_part(name, ' ', 1) FROM (SELECT NEW.*) AS people);
    NEW.last := (SELECT nullif(split_part(name, ' ', 2), '') FROM (SELECT NEW.*) AS people);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.people_first_sync() FROM PUBLIC;
CREATE TRIGGER zzz_people_first_sync BEFORE INSERT OR UPDATE ON public.people FOR EACH ROW
  EXECUTE FUNCTION public.people_first_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.people.first, public.people.last -> public.people.name
-- meanwhile    public.people: the old version reads and writes first, last, the new one name; a trigger keeps them in
--                step.
-- changes      backfill public.people.name
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills name of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first__key public.people.id%TYPE;
  last__key public.people.id%TYPE;
BEGIN
  SELECT id INTO first__key
    FROM public.people ORDER BY id LIMIT 1;
  WHILE first__key IS NOT NULL LOOP
    SELECT id INTO last__key
      FROM (SELECT id FROM public.people
             WHERE id >= first__key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.people
       SET name = first || ' ' || coalesce(last, '')
     WHERE id >= first__key AND id <= last__key
       AND name IS NULL AND (first || ' ' || coalesce(last, '')) IS NOT NULL;
    COMMIT;
    SELECT id INTO first__key
      FROM public.people WHERE id > last__key
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
--              public.people.first, public.people.last -> public.people.name
-- meanwhile    public.people: the old version reads and writes first, last, the new one name; a trigger keeps them in
--                step.
-- changes      add_check_not_valid public.people.people_name_not_null
--              validate_constraint public.people.people_name_not_null
--              set_not_null_proven public.people.name
--              drop_constraint public.people.people_name_not_null
--              reconcile public.people.name
--              analyze public.people.name
-- locks        public.people  ACCESS EXCLUSIVE        catalog only
--              public.people  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 5.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.people (name)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.people ADD CONSTRAINT people_name_not_null CHECK (name IS NOT NULL);
--   ALTER TABLE public.people ALTER COLUMN name DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.people VALIDATE CONSTRAINT people_name_not_null
--   ALTER TABLE public.people DROP CONSTRAINT people_name_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves name NOT NULL: new rows are checked from now on.
-- locks: public.people ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.people WHERE name IS NULL LIMIT 5;
ALTER TABLE public.people ADD CONSTRAINT people_name_not_null CHECK (name IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.people SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.people VALIDATE CONSTRAINT people_name_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.people ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.people ALTER COLUMN name SET NOT NULL;
ALTER TABLE public.people DROP CONSTRAINT people_name_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.people
 WHERE (name IS DISTINCT FROM (first || ' ' || coalesce(last, ''))::text)
   AND (first IS DISTINCT FROM (split_part(name, ' ', 1))::text
    OR last IS DISTINCT FROM (nullif(split_part(name, ' ', 2), ''))::text);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.people hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.people SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.people (name);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.people.first, public.people.last -> public.people.name
-- meanwhile    public.people: the old version reads and writes first, last, the new one name; a trigger keeps them in
--                step.
-- changes      drop_helper_trigger public.people.name
--              drop_helper_function public.people.name
--              drop_helper_sequence public.people.name
--              drop_old_side public.people.first
-- locks        public.people  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.people ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.people WHERE (name IS DISTINCT FROM (first || ' ' || coalesce(last, ''))::text) AND (first IS DISTINCT FROM (split_part(name, ' ', 1))::text OR last IS DISTINCT FROM (nullif(split_part(name, ' ', 2), ''))::text) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_people_first_sync ON public.people;
DROP FUNCTION public.people_first_sync();
DROP SEQUENCE public.people_first_sync_seen;
ALTER TABLE public.people DROP COLUMN first, DROP COLUMN last;
COMMIT;

