~ column public.orders.note: type character varying(20) -> character varying(40)
~ column public.papers.title: type character varying(20) -> character varying(40)
! policy public.orders_eu.noted: rebuilt around column public.orders.note
! trigger public.old_papers.seen: rebuilt around column public.papers.title
! view public.european_orders: rebuilt around column public.orders.note
! view public.old_titles: rebuilt around column public.papers.title

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.european_orders
--              drop_policy public.orders_eu.noted
--              rebuild_view public.european_orders
--              set_type public.orders.note
--              create_policy public.orders_eu.noted
--              keep_privileges public.old_titles
--              rebuild_trigger public.old_papers.seen
--              rebuild_view public.old_titles
--              set_type public.papers.title
-- locks        public.european_orders  ACCESS EXCLUSIVE  catalog only
--              public.old_papers       ACCESS EXCLUSIVE  catalog only
--              public.old_titles       ACCESS EXCLUSIVE  catalog only
--              public.orders           ACCESS EXCLUSIVE  catalog only
--              public.orders_eu        ACCESS EXCLUSIVE  catalog only
--              public.papers           ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.european_orders.
-- Gives public.european_orders its owner and grants back.
-- locks: public.orders_eu ACCESS EXCLUSIVE; catalog only
-- locks: public.european_orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_european_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.european_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.european_orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.european_orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.european_orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.european_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.european_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.european_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP POLICY noted ON public.orders_eu;
DROP VIEW public.european_orders;
ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(40);
CREATE VIEW public.european_orders AS
SELECT orders_eu.note
   FROM public.orders_eu;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_european_orders');
END $$;
CREATE POLICY noted ON public.orders_eu
    USING (note IS NOT NULL);
COMMIT;

-- Remembers the owner and the grants of public.old_titles.
-- Gives public.old_titles its owner and grants back.
-- locks: public.old_papers ACCESS EXCLUSIVE; catalog only
-- locks: public.old_titles ACCESS EXCLUSIVE; catalog only
-- locks: public.papers ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_old_titles', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.old_titles', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.old_titles'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.old_titles', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.old_titles'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.old_titles',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.old_titles'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.old_titles'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP TRIGGER seen ON public.old_papers;
DROP VIEW public.old_titles;
ALTER TABLE public.papers ALTER COLUMN title TYPE character varying(40);
CREATE VIEW public.old_titles AS
SELECT old_papers.title
   FROM public.old_papers;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_old_titles');
END $$;
CREATE TRIGGER seen
    AFTER UPDATE OF title ON public.old_papers
    FOR EACH ROW
    EXECUTE FUNCTION public.seen();
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.orders.note
--              analyze public.papers.title
-- locks        public.orders     SHARE UPDATE EXCLUSIVE  scan
--              public.orders_eu  SHARE UPDATE EXCLUSIVE  scan
--              public.papers     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE, public.orders_eu SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note);

-- locks: public.papers SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.papers (title);

