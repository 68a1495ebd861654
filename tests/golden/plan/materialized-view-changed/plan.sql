~ materialized view public."full": with fillfactor=70 -> fillfactor=80; comment first -> second; column_comments total=first -> total=second
~ materialized view public.plain: with (none) -> fillfactor=70; comment (none) -> second; column_comments (none) -> id=second
! materialized view public.totals: query  SELECT orders.owner_name,     sum(orders.total) AS total... ->  SELECT orders.owner_name,     min(orders.total) AS total...
! materialized view index public."full".full_a: unique false -> true; include (none) -> total; where (none) -> (total > 0); nulls_not_distinct false -> true; with (none) -> fillfactor=80; comment (none) -> first
! materialized view index public."full".full_b: include total -> owner_name; where (total > 0) -> (total > 1); with fillfactor=80 -> fillfactor=90; comment first -> second
! materialized view index public."full".full_c: method hash -> brin
+ materialized view index public."full".full_d
+ materialized view index public."full".full_e
+ materialized view index public."full".full_f
! materialized view index public."full".full_g: method (none) -> hash
! materialized view index public."full".full_h: columns id -> id DESC
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
--              comment public."full".full_a
--              create_index_concurrently public."full".full_b
--              rename_index public."full".full_b
--              drop_index_concurrently public."full".full_b
--              comment public."full".full_b
--              create_index_concurrently public."full".full_c
--              rename_index public."full".full_c
--              drop_index_concurrently public."full".full_c
--              create_index_concurrently public."full".full_d
--              create_index_concurrently public."full".full_e
--              comment public."full".full_e
--              create_index_concurrently public."full".full_f
--              create_index_concurrently public."full".full_g
--              rename_index public."full".full_g
--              drop_index_concurrently public."full".full_g
--              create_index_concurrently public."full".full_h
--              rename_index public."full".full_h
--              drop_index_concurrently public."full".full_h
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
--              May be repeated: statements 1, 2, 7, 11 and 17 of 25.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   CREATE INDEX CONCURRENTLY full_h_old ON public."full" (id);
--   BEGIN;
--   ALTER INDEX public.full_h RENAME TO full_h_new;
--   ALTER INDEX public.full_h_old RENAME TO full_h;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_h_new;
--   CREATE INDEX CONCURRENTLY full_g_old ON public."full" (id);
--   BEGIN;
--   ALTER INDEX public.full_g RENAME TO full_g_new;
--   ALTER INDEX public.full_g_old RENAME TO full_g;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_g_new;
--   DROP INDEX CONCURRENTLY public.full_f;
--   COMMENT ON INDEX public.full_e IS NULL;
--   DROP INDEX CONCURRENTLY public.full_e;
--   DROP INDEX CONCURRENTLY public.full_d;
--   CREATE INDEX CONCURRENTLY full_c_old ON public."full" USING hash (id);
--   BEGIN;
--   ALTER INDEX public.full_c RENAME TO full_c_new;
--   ALTER INDEX public.full_c_old RENAME TO full_c;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_c_new;
--   COMMENT ON INDEX public.full_b IS NULL;
--   CREATE UNIQUE INDEX CONCURRENTLY full_b_old ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0);
--   BEGIN;
--   ALTER INDEX public.full_b RENAME TO full_b_new;
--   ALTER INDEX public.full_b_old RENAME TO full_b;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.full_b_new;
--   COMMENT ON INDEX public.full_a IS NULL;
--   CREATE INDEX CONCURRENTLY full_a_old ON public."full" (id);
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
--   COMMENT ON COLUMN public.plain.id IS NULL;
--   COMMENT ON MATERIALIZED VIEW public.plain IS NULL;
--   ALTER MATERIALIZED VIEW public.plain RESET (fillfactor);
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public."full".total IS 'first';
--   COMMENT ON MATERIALIZED VIEW public."full" IS 'first';
--   ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 70);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public."full" SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 80);
COMMENT ON MATERIALIZED VIEW public."full" IS 'second';
COMMENT ON COLUMN public."full".total IS 'second';
COMMIT;

-- locks: public.plain SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER MATERIALIZED VIEW public.plain SET (fillfactor = 70);
COMMENT ON MATERIALIZED VIEW public.plain IS 'second';
COMMENT ON COLUMN public.plain.id IS 'second';
COMMIT;

SET statement_timeout = 0;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.totals_new AS
SELECT orders.owner_name,
    min(orders.total) AS total
   FROM public.orders
  GROUP BY orders.owner_name;
COMMENT ON MATERIALIZED VIEW public.totals_new IS 'Sums';
CREATE UNIQUE INDEX totals_key_new ON public.totals_new (owner_name);
COMMENT ON INDEX public.totals_key_new IS 'Key';
ANALYZE public.totals_new;
COMMIT;

SET lock_timeout = 0;

-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public."full" WHERE (total > 0) GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_a_new;
CREATE UNIQUE INDEX CONCURRENTLY full_a_new ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0);

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

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON INDEX public.full_a IS 'first';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public."full" WHERE (total > 1) GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_b_new;
CREATE UNIQUE INDEX CONCURRENTLY full_b_new ON public."full" (id) INCLUDE (owner_name) NULLS NOT DISTINCT WITH (fillfactor = 90) WHERE (total > 1);

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

COMMENT ON INDEX public.full_b IS 'second';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_c_new;
CREATE INDEX CONCURRENTLY full_c_new ON public."full" USING brin (id);

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

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_d;
CREATE INDEX CONCURRENTLY full_d ON public."full" (id) INCLUDE (total);

-- no row may come: SELECT count(*) OVER () AS values, total, count(*) AS times FROM public."full" WHERE (id > 0) GROUP BY total HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_e;
CREATE UNIQUE INDEX CONCURRENTLY full_e ON public."full" (total) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (id > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON INDEX public.full_e IS 'new';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_f;
CREATE INDEX CONCURRENTLY full_f ON public."full" USING hash (total);

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.full_g_new;
CREATE INDEX CONCURRENTLY full_g_new ON public."full" USING hash (id);

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
CREATE INDEX CONCURRENTLY full_h_new ON public."full" (id DESC);

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

