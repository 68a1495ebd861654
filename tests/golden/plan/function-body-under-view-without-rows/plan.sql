~ function public.weight(bigint): body SELECT $1 * 2 -> SELECT $1 * 3

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.weight(bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.weight(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 * 2$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.weight(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 * 3$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      refresh_materialized_view_concurrently public.keyed_weights
--              build_materialized_view_beside public.weights
--              keep_privileges public.weights
--              swap_materialized_view public.weights
-- locks        public.weights  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   DROP MATERIALIZED VIEW public.weights_new;
--   -- can not be undone: DO $$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Where somebody filled it, its rows are those of function public.weight(bigint) as it was.
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.keyed_weights'::regclass) THEN
    REFRESH MATERIALIZED VIEW CONCURRENTLY public.keyed_weights;
  END IF;
END $$;

-- Where somebody filled it, its rows are those of function public.weight(bigint) as it was.
-- It is declared without rows, and gets them where the old one was filled since.
BEGIN;
CREATE MATERIALIZED VIEW public.weights_new AS
SELECT parts.id,
    public.weight(parts.id) AS weight
   FROM public.parts
WITH NO DATA;
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.weights'::regclass) THEN
    REFRESH MATERIALIZED VIEW public.weights_new;
  END IF;
END $$;
ANALYZE public.weights_new;
COMMIT;

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
COMMIT;

