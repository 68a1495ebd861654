! materialized view public.totals: query ...ders.total) AS total    FROM public.orders   GROUP BY ... -> ...ders.total) AS total,     count(*) AS orders    FROM p...
- materialized view index public.totals.totals_idx
! materialized view index public.totals.totals_key: rebuilt around materialized view public.totals
+ materialized view index public.totals.totals_orders_idx

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      build_materialized_view_beside public.totals
--              keep_privileges public.totals
--              swap_materialized_view public.totals
--              rename_index public.totals
-- locks        public.totals  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   BEGIN;
--   DROP INDEX public.totals_orders_idx_new;
--   DROP INDEX public.totals_key_new;
--   DROP MATERIALIZED VIEW public.totals_new;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.totals_new AS
SELECT orders.owner_name,
    sum(orders.total) AS total,
    count(*) AS orders
   FROM public.orders
  GROUP BY orders.owner_name;
CREATE UNIQUE INDEX totals_key_new ON public.totals_new (owner_name);
CREATE INDEX totals_orders_idx_new ON public.totals_new (orders);
ANALYZE public.totals_new;
COMMIT;

SET statement_timeout = '15s';

-- public.totals_new gets the owner and the grants of public.totals and takes its place.
-- locks: public.totals ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.totals_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.totals_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.totals_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.totals'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.totals_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.totals'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.totals_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.totals'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.totals'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.totals;
ALTER MATERIALIZED VIEW public.totals_new RENAME TO totals;
ALTER INDEX public.totals_key_new RENAME TO totals_key;
ALTER INDEX public.totals_orders_idx_new RENAME TO totals_orders_idx;
COMMIT;

