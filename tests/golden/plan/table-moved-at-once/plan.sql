> table sales.orders: moved
+ column sales.orders.note

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              shop.orders -> sales.orders
-- meanwhile    sales.orders: the old version reads and writes it through the view shop.orders, the new one by its
--                name.
-- changes      rename_under_view sales.orders
--              create_stand_in shop.orders
--              share_privileges shop.orders
--              add_column sales.orders.note
-- locks        sales.orders  ACCESS EXCLUSIVE  catalog only
--              shop.orders   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE sales.orders DROP COLUMN note;
--   BEGIN;
--   DROP VIEW shop.orders;
--   ALTER TABLE sales.orders SET SCHEMA shop;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old application version goes on with shop.orders, a view from now on.
-- locks: shop.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE shop.orders SET SCHEMA sales;
CREATE VIEW shop.orders WITH (security_invoker=true) AS
SELECT * FROM sales.orders;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'shop.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'shop.orders'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER VIEW %s OWNER TO %I', 'shop.orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'sales.orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'shop.orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'sales.orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'shop.orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'sales.orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'sales.orders'::regclass AND NOT t.attisdropped) p) kept);
END $$;
COMMIT;

-- locks: sales.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE sales.orders ADD COLUMN note text;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              shop.orders -> sales.orders
-- meanwhile    sales.orders: the old version reads and writes it through the view shop.orders, the new one by its
--                name.
-- changes      drop_view shop.orders
-- locks        shop.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE VIEW shop.orders WITH (security_invoker = true) AS
--   SELECT orders.id
--      FROM sales.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Whoever still uses the old name fails from now on.
-- locks: shop.orders ACCESS EXCLUSIVE; catalog only
DROP VIEW shop.orders;

