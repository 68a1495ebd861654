> table public.purchases: renamed
> primary key public.purchases.purchases_pkey: renamed
> index public.purchases.purchases_status_idx: renamed
> sequence public.purchases_number_seq: renamed

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.purchases
-- meanwhile    public.purchases: the old version reads and writes it through the view public.orders, the new one by
--                its name.
-- changes      rename_under_view public.purchases
--              create_stand_in public.orders
--              share_privileges public.orders
--              rename_constraint public.purchases.purchases_pkey
--              rename_index public.purchases.purchases_status_idx
-- locks        public.orders     ACCESS EXCLUSIVE  catalog only
--              public.purchases  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER INDEX public.purchases_status_idx RENAME TO orders_status_idx;
--   ALTER TABLE public.purchases RENAME CONSTRAINT purchases_pkey TO orders_pkey;
--   BEGIN;
--   DROP VIEW public.orders;
--   ALTER TABLE public.purchases RENAME TO orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old application version goes on with public.orders, a view from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders RENAME TO purchases;
CREATE VIEW public.orders WITH (security_invoker=true) AS
SELECT * FROM public.purchases;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.orders'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.purchases'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.purchases'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.purchases'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.purchases'::regclass AND NOT t.attisdropped) p) kept);
END $$;
COMMIT;

-- locks: public.purchases ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.purchases RENAME CONSTRAINT orders_pkey TO purchases_pkey;

ALTER INDEX public.orders_status_idx RENAME TO purchases_status_idx;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.purchases
-- meanwhile    public.purchases: the old version reads and writes it through the view public.orders, the new one by
--                its name.
-- changes      rename_sequence public.purchases_number_seq
--              drop_view public.orders
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE VIEW public.orders WITH (security_invoker = true) AS
--   SELECT purchases.id,
--       purchases.number,
--       purchases.status
--      FROM public.purchases;
--   ALTER SEQUENCE public.purchases_number_seq RENAME TO orders_number_seq;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.orders_number_seq RENAME TO purchases_number_seq;

-- Whoever still uses the old name fails from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.orders;

