~ column public.users.code: type character varying(10) -> character varying(20)
! function public.codes_like(text): rebuilt around materialized view public.codes
! materialized view public.codes: rebuilt around column public.users.code
! materialized view index public.codes.codes_key: rebuilt around materialized view public.codes

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.code -> public.users.code_new
-- meanwhile    public.users: every version reads and writes code; the contract puts code_new in its place.
-- changes      add_column_without_values public.users.code_new
--              share_access public.users.code_new
--              create_helper_function public.users.code_new
--              create_helper_trigger public.users.code_new
-- locks        public.users  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_users_code_sync ON public.users;
--   DROP FUNCTION public.users_code_sync();
--   COMMIT;
--   ALTER TABLE public.users DROP COLUMN code_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.users ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.users ADD COLUMN code_new character varying(20);

-- Who has rights on code alone gets them on code_new too.
-- Keeps code and code_new in step until the contract.
-- locks: public.users SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'code_new', 'public.users',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.users'::regclass AND t.attname = 'code'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.users_code_sync() RETURNS trigger
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
        MESSAGE = 'code, code_new of public.users are set to values that do not belong together';
    END IF;
  ELSIF (NEW.code IS DISTINCT FROM OLD.code) THEN
    NEW.code_new := NEW.code;
  ELSIF (NEW.code_new IS DISTINCT FROM OLD.code_new) AND (NEW.code_new IS DISTINCT FROM NEW.code) THEN
    NEW.code := NEW.code_new;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_users_code_sync BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW
  EXECUTE FUNCTION public.users_code_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.code -> public.users.code_new
-- meanwhile    public.users: every version reads and writes code; the contract puts code_new in its place.
-- changes      backfill public.users.code_new
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
  first_key public.users.id%TYPE;
  last_key public.users.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.users
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.users
       SET code_new = code
     WHERE id >= first_key AND id <= last_key
       AND code_new IS NULL AND code IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.users WHERE id > last_key
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
--              public.users.code -> public.users.code_new
-- meanwhile    public.users: every version reads and writes code; the contract puts code_new in its place.
-- changes      reconcile public.users.code_new
--              analyze public.users.code_new
-- locks        public.users  SHARE UPDATE EXCLUSIVE  scan
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
  SELECT count(*) INTO stray_rows FROM public.users
 WHERE code_new IS DISTINCT FROM code;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.users hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.users SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.users (code_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.code -> public.users.code_new
-- meanwhile    public.users: every version reads and writes code; the contract puts code_new in its place.
-- changes      build_materialized_view_beside public.codes
--              keep_privileges public.codes_like(text)
--              replace_function public.codes_like(text)
--              keep_privileges public.codes
--              swap_materialized_view public.codes
--              drop_helper_trigger public.users.code_new
--              drop_helper_function public.users.code_new
--              drop_old_side public.users.code
--              swap public.users.code
--              rename_index public.codes
-- locks        public.codes  ACCESS EXCLUSIVE  catalog only
--              public.users  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over what the columns are from the next transaction on, which puts them in the place of the old ones; a
-- REFRESH of those meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.codes_new AS
SELECT users.code_new AS code,
    count(*) AS users
   FROM public.users
  GROUP BY users.code_new;
CREATE UNIQUE INDEX codes_key_new ON public.codes_new (code);
ANALYZE public.codes_new;
COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.codes_like(text).
-- public.codes_new gets the owner and the grants of public.codes and takes its place.
-- code of public.users is the last column from now on: SELECT * and INSERT without a list of columns see another order.
-- Gives public.codes_like(text) its owner and grants back.
-- locks: public.codes ACCESS EXCLUSIVE, public.users ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.users WHERE code_new IS DISTINCT FROM code LIMIT 5;
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_ec785317512570f3', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.codes_like(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.codes_like(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.codes_like(text)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.codes_like(text);
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.codes_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.codes_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.codes_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.codes'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.codes_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.codes'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.codes_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.codes'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.codes'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.codes;
DROP TRIGGER zzz_users_code_sync ON public.users;
DROP FUNCTION public.users_code_sync();
ALTER TABLE public.users DROP COLUMN code;
ALTER TABLE public.users RENAME COLUMN code_new TO code;
ALTER MATERIALIZED VIEW public.codes_new RENAME TO codes;
ALTER INDEX public.codes_key_new RENAME TO codes_key;
CREATE FUNCTION public.codes_like(text) RETURNS SETOF public.codes
    LANGUAGE sql STABLE
    AS $$SELECT * FROM codes WHERE code LIKE $1$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_ec785317512570f3');
END $$;
COMMIT;

