~ column public.orders.total: type character varying(10) -> character varying(20)
! function public.total_of(bigint): rebuilt around column public.orders.total
! trigger public.orders.touch: rebuilt around column public.orders.total
! view public.open_orders: rebuilt around column public.orders.total
! view trigger public.open_orders.write: rebuilt around view public.open_orders

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.total_of(bigint)
--              replace_function public.total_of(bigint)
--              drop_trigger public.open_orders.write
--              keep_privileges public.open_orders
--              rebuild_trigger public.orders.touch
--              rebuild_view public.open_orders
--              set_type public.orders.total
--              enable_trigger public.orders.touch
--              comment public.orders.touch
--              create_trigger public.open_orders.write
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.total_of(bigint).
-- Remembers the owner and the grants of public.open_orders.
-- Gives public.total_of(bigint) its owner and grants back.
-- Gives public.open_orders its owner and grants back.
-- locks: public.open_orders ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_37a691533580a249', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.total_of(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.total_of(bigint);
DROP TRIGGER write ON public.open_orders;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_open_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.open_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.open_orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.open_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.open_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.open_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP TRIGGER touch ON public.orders;
DROP VIEW public.open_orders;
ALTER TABLE public.orders ALTER COLUMN total TYPE character varying(20);
CREATE FUNCTION public.total_of(bigint) RETURNS bigint
    LANGUAGE sql
    RETURN ((SELECT max(length((orders.total)::text)) AS max FROM public.orders WHERE (orders.id = $1)))::bigint;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_37a691533580a249');
END $$;
CREATE VIEW public.open_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_open_orders');
END $$;
CREATE TRIGGER touch
    BEFORE UPDATE OF total ON public.orders
    FOR EACH ROW WHEN ((new.total)::text > 'a'::text)
    EXECUTE FUNCTION public.touch();
ALTER TABLE public.orders ENABLE ALWAYS TRIGGER touch;
COMMENT ON TRIGGER touch ON public.orders IS 'Touches';
CREATE TRIGGER write
    INSTEAD OF INSERT ON public.open_orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.orders.total
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (total);

