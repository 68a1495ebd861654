- column public.orders.state
+ column public.orders.status
! view public.open_orders: query  SELECT orders.id,     orders.state AS status    FROM pub... ->  SELECT orders.id,     orders.status    FROM public.order...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.status
--              keep_privileges public.open_orders
--              rebuild_view public.open_orders
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   ALTER TABLE public.orders DROP COLUMN status;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN status text DEFAULT 'new'::text NOT NULL;

-- Remembers the owner and the grants of public.open_orders.
-- Gives public.open_orders its owner and grants back.
-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
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
DROP VIEW public.open_orders;
CREATE VIEW public.open_orders AS
SELECT orders.id,
    orders.status
   FROM public.orders
  WHERE (orders.status = 'new'::text);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_open_orders');
END $$;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.orders.state
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP COLUMN state;

