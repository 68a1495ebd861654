! view public.big_orders: query  SELECT orders.id,     orders.total,     orders.note    F... ->  SELECT orders.id,     orders.total    FROM public.orders...

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.big_orders
--              rebuild_view public.big_orders
-- locks        public.big_orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.big_orders.
-- Gives public.big_orders its owner and grants back.
-- locks: public.big_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_big_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.big_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.big_orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.big_orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.big_orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.big_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.big_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.big_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.big_orders;
CREATE VIEW public.big_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders
  WHERE (orders.total > 100);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_big_orders');
END $$;
COMMIT;

