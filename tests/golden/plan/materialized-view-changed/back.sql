~ materialized view public."full": with fillfactor=80 -> fillfactor=70; comment second -> first; column_comments total=second -> total=first
~ materialized view public.plain: with fillfactor=70 -> (none); comment second -> (none); column_comments id=second -> (none)
! materialized view public.totals: query  SELECT orders.owner_name,     min(orders.total) AS total... ->  SELECT orders.owner_name,     sum(orders.total) AS total...
! materialized view index public."full".full_a: unique true -> false; include total -> (none); where (total > 0) -> (none); nulls_not_distinct true -> false; with fillfactor=80 -> (none); comment first -> (none)
! materialized view index public."full".full_b: include owner_name -> total; where (total > 1) -> (total > 0); with fillfactor=90 -> fillfactor=80; comment second -> first
! materialized view index public."full".full_c: method brin -> hash
- materialized view index public."full".full_d
- materialized view index public."full".full_e
- materialized view index public."full".full_f
! materialized view index public."full".full_g: method hash -> (none)
! materialized view index public."full".full_h: columns id DESC -> id
! materialized view index public.totals.totals_key: rebuilt around materialized view public.totals
! view public.top: rebuilt around materialized view public.totals

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_materialized_view_storage public."full"
--              comment public."full"
--              set_materialized_view_storage public.plain
--              comment public.plain
--              build_materialized_view_beside public.totals
--              create_index_concurrently public."full".full_a
--              rename_index public."full".full_a
--              drop_index_concurrently public."full".full_a
--              create_index_concurrently public."full".full_b
--              rename_index public."full".full_b
--              drop_index_concurrently public."full".full_b
--              comment public."full".full_b
--              create_index_concurrently public."full".full_c
--              rename_index public."full".full_c
--              drop_index_concurrently public."full".full_c
--              create_index_concurrently public."full".full_g
--              rename_index public."full".full_g
--              drop_index_concurrently public."full".full_g
--              create_index_concurrently public."full".full_h
--              rename_index public."full".full_h
--              drop_index_concurrently public."full".full_h
--              drop_index_concurrently public."full".full_d
--              drop_index_concurrently public."full".full_f
--              keep_privileges public.top
--              rebuild_view public.top
--              keep_privileges public.totals
--              swap_materialized_view public.totals
--              rename_index public.totals
-- locks        public."full"  SHARE UPDATE EXCLUSIVE  catalog only
--              public.plain   SHARE UPDATE EXCLUSIVE  catalog only
--              public.top     ACCESS EXCLUSIVE        catalog only
--              public.totals  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 10 of 22.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   CREATE INDEX full_f ON public."full" USING hash (total);
--   CREATE INDEX full_d ON public."full" (id) INCLUDE (total);
--   CREATE INDEX CONCURRENTLY full_h_old ON public."full" (id DESC);
--   BEGIN;
--   ALTER INDEX public.full_h RENAME TO full_h_new;
--   ALTER INDEX public.full_h_old RENAME TO full_h;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_h_new;
--   CREATE INDEX CONCURRENTLY full_g_old ON public."full" USING hash (id);
--   BEGIN;
--   ALTER INDEX public.full_g RENAME TO full_g_new;
--   ALTER INDEX public.full_g_old RENAME TO full_g;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_g_new;
--   CREATE INDEX CONCURRENTLY full_c_old ON public."full" USING brin (id);
--   BEGIN;
--   ALTER INDEX public.full_c RENAME TO full_c_new;
--   ALTER INDEX public.full_c_old RENAME TO full_c;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_c_new;
--   COMMENT ON INDEX public.full_b IS NULL;
--   CREATE UNIQUE INDEX CONCURRENTLY full_b_old ON public."full" (id) INCLUDE (owner_name) NULLS NOT DISTINCT WITH (fillfactor = 90) WHERE (total > 1);
--   BEGIN;
--   ALTER INDEX public.full_b RENAME TO full_b_new;
--   ALTER INDEX public.full_b_old RENAME TO full_b;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_b_new;
--   CREATE UNIQUE INDEX CONCURRENTLY full_a_old ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0);
--   BEGIN;
--   ALTER INDEX public.full_a RENAME TO full_a_new;
--   ALTER INDEX public.full_a_old RENAME TO full_a;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_a_new;
--   BEGIN;
--   COMMENT ON INDEX public.totals_key_new IS NULL;
--   DROP INDEX public.totals_key_new;
--   COMMENT ON MATERIALIZED VIEW public.totals_new IS NULL;
--   DROP MATERIALIZED VIEW public.totals_new;
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public.plain.id IS 'second';
--   COMMENT ON MATERIALIZED VIEW public.plain IS 'second';
--   ALTER MATERIALIZED VIEW public.plain SET (fillfactor = 70);
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public."full".total IS 'second';
--   COMMENT ON MATERIALIZED VIEW public."full" IS 'second';
--   ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 80);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public."full" SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 70);
COMMENT ON MATERIALIZED VIEW public."full" IS 'first';
COMMENT ON COLUMN public."full".total IS 'first';
COMMIT;

-- locks: public.plain SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER MATERIALIZED VIEW public.plain RESET (fillfactor);
COMMENT ON MATERIALIZED VIEW public.plain IS NULL;
COMMENT ON COLUMN public.plain.id IS NULL;
COMMIT;

SET statement_timeout = 0;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.totals_new AS
SELECT orders.owner_name,
    sum(orders.total) AS total
   FROM public.orders
  GROUP BY orders.owner_name;
COMMENT ON MATERIALIZED VIEW public.totals_new IS 'Sums';
CREATE UNIQUE INDEX totals_key_new ON public.totals_new (owner_name);
COMMENT ON INDEX public.totals_key_new IS 'Key';
ANALYZE public.totals_new;
COMMIT;

SET lock_timeout = 0;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_a_new;
CREATE INDEX CONCURRENTLY full_a_new ON public."full" (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.full_a RENAME TO full_a_old;
ALTER INDEX public.full_a_new RENAME TO full_a;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_a_old;

-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public."full" WHERE (total > 0) GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_b_new;
CREATE UNIQUE INDEX CONCURRENTLY full_b_new ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.full_b RENAME TO full_b_old;
ALTER INDEX public.full_b_new RENAME TO full_b;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_b_old;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON INDEX public.full_b IS 'first';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_c_new;
CREATE INDEX CONCURRENTLY full_c_new ON public."full" USING hash (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.full_c RENAME TO full_c_old;
ALTER INDEX public.full_c_new RENAME TO full_c;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_c_old;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_g_new;
CREATE INDEX CONCURRENTLY full_g_new ON public."full" (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.full_g RENAME TO full_g_old;
ALTER INDEX public.full_g_new RENAME TO full_g;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_g_old;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_h_new;
CREATE INDEX CONCURRENTLY full_h_new ON public."full" (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.full_h RENAME TO full_h_old;
ALTER INDEX public.full_h_new RENAME TO full_h;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_h_old;

DROP INDEX CONCURRENTLY public.full_d;

DROP INDEX CONCURRENTLY public.full_f;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.top.
-- public.totals_new gets the owner and the grants of public.totals and takes its place.
-- Gives public.top its owner and grants back.
-- locks: public.top ACCESS EXCLUSIVE, public.totals ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_top', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.top', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.top'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.top', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.top'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.top',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.top'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.top'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.top;
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
CREATE VIEW public.top AS
SELECT totals.owner_name,
    totals.total
   FROM public.totals
  ORDER BY totals.total DESC
 LIMIT 1;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_top');
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
-- changes      drop_index_concurrently public."full".full_e
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE UNIQUE INDEX full_e ON public."full" (total) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (id > 0);

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.full_e;

