~ function public.weight(bigint): body SELECT $1 + 1 -> SELECT $1 + 2
refused without --allow breaks_old_code: CREATE OR REPLACE FUNCTION public.weight(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 + 2$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      replace_stored_function public.weight(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.weight(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 + 1$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.weight(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 + 2$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      refresh_materialized_view_concurrently public.keyed
--              build_materialized_view_beside public.weights
--              reindex_concurrently public.keyed.keyed_weight
--              reindex_concurrently public.sizes.by_weight_of_size
--              keep_privileges public.weights
--              swap_materialized_view public.weights
--              rename_index public.weights
-- locks        public.keyed    EXCLUSIVE         scan
--              public.weights  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3 and 4 of 5.
--              A REINDEX CONCURRENTLY that died leaves an INVALID index beside: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- can not be undone: REINDEX INDEX CONCURRENTLY public.by_weight_of_size
--   -- can not be undone: REINDEX INDEX CONCURRENTLY public.keyed_weight
--   BEGIN;
--   DROP INDEX public.by_weight_new;
--   DROP MATERIALIZED VIEW public.weights_new;
--   COMMIT;
--   -- can not be undone: REFRESH MATERIALIZED VIEW CONCURRENTLY public.keyed

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Its rows are those of function public.weight(bigint) as it was.
-- locks: public.keyed EXCLUSIVE; scan
REFRESH MATERIALIZED VIEW CONCURRENTLY public.keyed;

-- Its rows are those of function public.weight(bigint) as it was.
BEGIN;
CREATE MATERIALIZED VIEW public.weights_new AS
SELECT parts.id,
    public.weight(parts.size) AS weight
   FROM public.parts;
CREATE INDEX by_weight_new ON public.weights_new (public.weight(weight));
ANALYZE public.weights_new;
COMMIT;

SET lock_timeout = 0;

-- It holds what function public.weight(bigint) gave as it was.
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.keyed_weight_ccnew;
REINDEX INDEX CONCURRENTLY public.keyed_weight;

-- It holds what function public.weight(bigint) gave as it was.
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.by_weight_of_size_ccnew;
REINDEX INDEX CONCURRENTLY public.by_weight_of_size;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- public.weights_new gets the owner and the grants of public.weights and takes its place.
-- locks: public.weights ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.weights_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.weights_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.weights_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.weights'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.weights_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.weights'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.weights_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.weights'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.weights'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.weights;
ALTER MATERIALIZED VIEW public.weights_new RENAME TO weights;
ALTER INDEX public.by_weight_new RENAME TO by_weight;
COMMIT;

