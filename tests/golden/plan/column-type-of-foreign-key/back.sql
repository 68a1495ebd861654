~ column public.countries.code: type character varying(3) -> character varying(2)
~ column public.ports.country: type character varying(3) -> character varying(2)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.countries.code -> public.countries.code_new
--              public.ports.country -> public.ports.country_new
-- meanwhile    public.countries: every version reads and writes code; the contract puts code_new in its place.
--              public.ports: every version reads and writes country; the contract puts country_new in its place.
-- changes      add_column_without_values public.countries.code_new
--              share_access public.countries.code_new
--              create_helper_function public.countries.code_new
--              create_helper_trigger public.countries.code_new
--              add_column_without_values public.ports.country_new
--              share_access public.ports.country_new
--              create_helper_function public.ports.country_new
--              create_helper_trigger public.ports.country_new
-- locks        public.countries  ACCESS EXCLUSIVE  catalog only
--              public.ports      ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_ports_country_sync ON public.ports;
--   DROP FUNCTION public.ports_country_sync();
--   COMMIT;
--   ALTER TABLE public.ports DROP COLUMN country_new;
--   BEGIN;
--   DROP TRIGGER zzz_countries_code_sync ON public.countries;
--   DROP FUNCTION public.countries_code_sync();
--   COMMIT;
--   ALTER TABLE public.countries DROP COLUMN code_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.countries ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, code FROM public.countries WHERE length(code) > 2 LIMIT 5;
ALTER TABLE public.countries ADD COLUMN code_new character varying(2);

-- Who has rights on code alone gets them on code_new too.
-- Keeps code and code_new in step until the contract.
-- locks: public.countries SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'code_new', 'public.countries',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.countries'::regclass AND t.attname = 'code'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.countries_code_sync() RETURNS trigger
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
        MESSAGE = 'code, code_new of public.countries are set to values that do not belong together';
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code) THEN
    NEW.code_new := NEW.code;
  ELSIF (NEW.code_new IS DISTINCT FROM OLD.code_new) AND (NEW.code_new IS DISTINCT FROM NEW.code) THEN
    NEW.code := NEW.code_new;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_countries_code_sync BEFORE INSERT OR UPDATE ON public.countries FOR EACH ROW
  EXECUTE FUNCTION public.countries_code_sync();
COMMIT;

-- locks: public.ports ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.ports WHERE length(country) > 2 LIMIT 5;
ALTER TABLE public.ports ADD COLUMN country_new character varying(2);

-- Who has rights on country alone gets them on country_new too.
-- Keeps country and country_new in step until the contract.
-- locks: public.ports SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'country_new', 'public.ports',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.ports'::regclass AND t.attname = 'country'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.ports_country_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.country_new IS NULL THEN
      NEW.country_new := NEW.country;
    ELSE
      NEW.country := NEW.country_new;
    END IF;
  ELSIF (NEW.country IS DISTINCT FROM OLD.country)
    AND (NEW.country_new IS DISTINCT FROM OLD.country_new)
    AND (OLD.country_new IS NOT NULL OR OLD.country IS NULL) THEN
    IF (NEW.country_new IS DISTINCT FROM NEW.country)
      AND (NEW.country IS DISTINCT FROM NEW.country_new) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'country, country_new of public.ports are set to values that do not belong together';
    END IF;
  ELSIF (NEW.country IS DISTINCT FROM OLD.country) THEN
    NEW.country_new := NEW.country;
  ELSIF (NEW.country_new IS DISTINCT FROM OLD.country_new) AND (NEW.country_new IS DISTINCT FROM NEW.country) THEN
    NEW.country := NEW.country_new;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_ports_country_sync BEFORE INSERT OR UPDATE ON public.ports FOR EACH ROW
  EXECUTE FUNCTION public.ports_country_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.countries.code -> public.countries.code_new
--              public.ports.country -> public.ports.country_new
-- meanwhile    public.countries: every version reads and writes code; the contract puts code_new in its place.
--              public.ports: every version reads and writes country; the contract puts country_new in its place.
-- changes      backfill public.countries.code_new
--              backfill public.ports.country_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills code_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.countries.code%TYPE;
  last_key public.countries.code%TYPE;
BEGIN
  SELECT code INTO first_key
    FROM public.countries ORDER BY code LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT code INTO last_key
      FROM (SELECT code FROM public.countries
             WHERE code >= first_key ORDER BY code LIMIT 5000) AS batch
     ORDER BY code DESC LIMIT 1;
    UPDATE public.countries
       SET code_new = code
     WHERE code >= first_key AND code <= last_key
       AND code_new IS NULL AND code IS NOT NULL;
    COMMIT;
    SELECT code INTO first_key
      FROM public.countries WHERE code > last_key
     ORDER BY code LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills country_new of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.ports'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.ports
       SET country_new = country
     WHERE ctid >= first_row AND ctid < behind_row
       AND country_new IS NULL AND country IS NOT NULL;
    COMMIT;
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
--              public.countries.code -> public.countries.code_new
--              public.ports.country -> public.ports.country_new
-- meanwhile    public.countries: every version reads and writes code; the contract puts code_new in its place.
--              public.ports: every version reads and writes country; the contract puts country_new in its place.
-- changes      reconcile public.ports.country_new
--              analyze public.ports.country_new
--              add_check_not_valid public.countries.countries_code_new_not_null
--              validate_constraint public.countries.countries_code_new_not_null
--              set_not_null_proven public.countries.code_new
--              drop_constraint public.countries.countries_code_new_not_null
--              reconcile public.countries.code_new
--              analyze public.countries.code_new
--              create_index_concurrently public.countries.countries_pkey_new
--              add_foreign_key_not_valid public.ports.ports_country_fkey_new
--              validate_constraint public.ports.ports_country_fkey_new
-- locks        public.countries  ACCESS EXCLUSIVE        catalog only
--              public.countries  SHARE UPDATE EXCLUSIVE  index build
--              public.ports      SHARE ROW EXCLUSIVE     catalog only
--              public.ports      SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 7 and 10 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.ports VALIDATE CONSTRAINT ports_country_fkey_new
--   ALTER TABLE public.ports DROP CONSTRAINT ports_country_fkey_new;
--   DROP INDEX CONCURRENTLY public.countries_pkey_new;
--   -- nothing to undo: ANALYZE public.countries (code_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.countries ADD CONSTRAINT countries_code_new_not_null CHECK (code_new IS NOT NULL);
--   ALTER TABLE public.countries ALTER COLUMN code_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.countries VALIDATE CONSTRAINT countries_code_new_not_null
--   ALTER TABLE public.countries DROP CONSTRAINT countries_code_new_not_null;
--   -- nothing to undo: ANALYZE public.ports (country_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.ports
 WHERE country_new IS DISTINCT FROM country;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.ports hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.ports SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.ports (country_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves code_new NOT NULL: new rows are checked from now on.
-- locks: public.countries ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, code FROM public.countries WHERE code_new IS NULL LIMIT 5;
ALTER TABLE public.countries ADD CONSTRAINT countries_code_new_not_null CHECK (code_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.countries SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.countries VALIDATE CONSTRAINT countries_code_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.countries ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.countries ALTER COLUMN code_new SET NOT NULL;
ALTER TABLE public.countries DROP CONSTRAINT countries_code_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.countries
 WHERE code_new IS DISTINCT FROM code;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.countries hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.countries SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.countries (code_new);

SET lock_timeout = 0;

-- locks: public.countries SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, code_new, count(*) AS times FROM public.countries WHERE code_new IS NOT NULL GROUP BY code_new HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.countries_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY countries_pkey_new ON public.countries (code_new);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.countries SHARE ROW EXCLUSIVE, public.ports SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.country_new FROM public.ports t WHERE t.country_new IS NOT NULL AND NOT EXISTS (SELECT FROM public.countries r WHERE r.code_new = t.country_new) LIMIT 5;
BEGIN;
LOCK TABLE public.countries, public.ports IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.ports ADD CONSTRAINT ports_country_fkey_new FOREIGN KEY (country_new) REFERENCES public.countries(code_new) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.countries ROW SHARE, public.ports SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.ports VALIDATE CONSTRAINT ports_country_fkey_new;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.countries.code -> public.countries.code_new
--              public.ports.country -> public.ports.country_new
-- meanwhile    public.countries: every version reads and writes code; the contract puts code_new in its place.
--              public.ports: every version reads and writes country; the contract puts country_new in its place.
-- changes      drop_helper_trigger public.countries.code_new
--              drop_helper_function public.countries.code_new
--              drop_helper_trigger public.ports.country_new
--              drop_helper_function public.ports.country_new
--              drop_old_side public.ports.ports_country_fkey
--              drop_old_side public.countries.code
--              swap public.countries.code
--              drop_old_side public.ports.country
--              swap public.ports.country
--              swap public.countries.countries_pkey
--              rename_constraint public.ports.ports_country_fkey
-- locks        public.countries  ACCESS EXCLUSIVE  catalog only
--              public.ports      ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- code of public.countries is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- country of public.ports is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.countries ACCESS EXCLUSIVE, public.ports ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, code FROM public.countries WHERE code_new IS DISTINCT FROM code LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.ports WHERE country_new IS DISTINCT FROM country LIMIT 5;
BEGIN;
LOCK TABLE public.countries, public.ports IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER zzz_countries_code_sync ON public.countries;
DROP FUNCTION public.countries_code_sync();
DROP TRIGGER zzz_ports_country_sync ON public.ports;
DROP FUNCTION public.ports_country_sync();
ALTER TABLE public.ports DROP CONSTRAINT ports_country_fkey;
ALTER TABLE public.countries DROP COLUMN code;
ALTER TABLE public.countries RENAME COLUMN code_new TO code;
ALTER TABLE public.countries_pkey_new RENAME COLUMN code_new TO code;
ALTER TABLE public.ports DROP COLUMN country;
ALTER TABLE public.ports RENAME COLUMN country_new TO country;
ALTER TABLE public.countries ADD CONSTRAINT countries_pkey PRIMARY KEY USING INDEX countries_pkey_new;
ALTER TABLE public.ports RENAME CONSTRAINT ports_country_fkey_new TO ports_country_fkey;
COMMIT;

