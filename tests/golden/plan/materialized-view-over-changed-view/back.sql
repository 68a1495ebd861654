~ function public.rounded(integer): body SELECT ($1 + 5) / 10 * 10 -> SELECT $1 / 10 * 10
~ view public.paid: query ...RE (orders.status = ANY (ARRAY['paid'::text, 'sent'::t... -> ...RE (orders.status = 'paid'::text)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.rounded(integer)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.rounded(integer) RETURNS integer
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT ($1 + 5) / 10 * 10$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.rounded(integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 10 * 10$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_view public.paid
--              build_materialized_view_beside public.largest
--              build_materialized_view_beside public.later
--              refresh_materialized_view_concurrently public.totals
--              keep_privileges public.largest
--              swap_materialized_view public.largest
--              rename_index public.largest
--              keep_privileges public.later
--              swap_materialized_view public.later
-- locks        public.largest  ACCESS EXCLUSIVE  catalog only
--              public.later    ACCESS EXCLUSIVE  catalog only
--              public.paid     ACCESS EXCLUSIVE  catalog only
--              public.totals   EXCLUSIVE         scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 4 of 6.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   -- can not be undone: REFRESH MATERIALIZED VIEW CONCURRENTLY public.totals
--   DROP MATERIALIZED VIEW public.later_new;
--   BEGIN;
--   DROP INDEX public.largest_idx_new;
--   DROP MATERIALIZED VIEW public.largest_new;
--   COMMIT;
--   -- can not be undone: CREATE OR REPLACE VIEW public.paid AS

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.paid ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.paid AS
SELECT orders.id,
    orders.status,
    orders.total
   FROM public.orders
  WHERE (orders.status = 'paid'::text);

SET statement_timeout = 0;

-- Its rows are those of function public.rounded(integer) as it was.
BEGIN;
CREATE MATERIALIZED VIEW public.largest_new AS
SELECT max(public.rounded(orders.total)) AS total
   FROM public.orders;
CREATE INDEX largest_idx_new ON public.largest_new (total);
ANALYZE public.largest_new;
COMMIT;

-- Where somebody filled it, its rows are those of view public.paid as it was.
-- It is declared without rows, and gets them where the old one was filled since.
BEGIN;
CREATE MATERIALIZED VIEW public.later_new AS
SELECT max(paid.total) AS total
   FROM public.paid
WITH NO DATA;
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.later'::regclass) THEN
    REFRESH MATERIALIZED VIEW public.later_new;
  END IF;
END $$;
ANALYZE public.later_new;
COMMIT;

-- Its rows are those of view public.paid as it was.
-- locks: public.totals EXCLUSIVE; scan
REFRESH MATERIALIZED VIEW CONCURRENTLY public.totals;

SET statement_timeout = '15s';

-- public.largest_new gets the owner and the grants of public.largest and takes its place.
-- locks: public.largest ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.largest_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.largest_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.largest_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.largest'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.largest_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.largest'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.largest_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.largest'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.largest'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.largest;
ALTER MATERIALIZED VIEW public.largest_new RENAME TO largest;
ALTER INDEX public.largest_idx_new RENAME TO largest_idx;
COMMIT;

-- public.later_new gets the owner and the grants of public.later and takes its place.
-- locks: public.later ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.later_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.later_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.later_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.later'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.later_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.later'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.later_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.later'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.later'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.later;
ALTER MATERIALIZED VIEW public.later_new RENAME TO later;
COMMIT;

