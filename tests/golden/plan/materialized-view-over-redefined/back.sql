! materialized view public.largest: rebuilt around view public.busy
! materialized view public.names: rebuilt around view public.named
! materialized view public.ranks: query ...RDER BY totals.total DESC) AS rank    FROM public.totals -> ...RDER BY totals.total) AS rank    FROM public.totals
- materialized view public.spread
! materialized view public.totals: query  SELECT orders.status,     (sum(orders.total))::numeric(1... ->  SELECT orders.status,     sum(orders.total) AS total    ...
! materialized view index public.largest.largest_idx: rebuilt around materialized view public.largest
- materialized view index public.ranks.ranks_come
+ materialized view index public.ranks.ranks_gone
! materialized view index public.totals.totals_key: rebuilt around materialized view public.totals
! view public.busy: query ...ERE (totals.total > (10)::numeric) -> ...ERE (totals.total > 10)
! view public.named: query  SELECT orders.status,     orders.total    FROM public.or... ->  SELECT orders.id,     orders.status,     orders.total   ...
! view public.shown: rebuilt around materialized view public.totals

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      build_materialized_view_beside public.named
--              build_materialized_view_beside public.names
--              keep_privileges public.names
--              swap_materialized_view public.names
--              keep_privileges public.named
--              swap_materialized_view public.named
-- locks        public.named  ACCESS EXCLUSIVE  catalog only
--              public.names  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   DROP MATERIALIZED VIEW public.names_new;
--   DROP VIEW public.named_new;

SET lock_timeout = '3s';
SET statement_timeout = 0;

CREATE VIEW public.named_new AS
SELECT orders.id,
    orders.status,
    orders.total
   FROM public.orders;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.names_new AS
SELECT named_new.status,
    count(*) AS times
   FROM public.named_new
  GROUP BY named_new.status;
ANALYZE public.names_new;
COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- public.names_new gets the owner and the grants of public.names and takes its place.
-- public.named_new gets the owner and the grants of public.named and takes its place.
-- locks: public.names ACCESS EXCLUSIVE, public.named ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.names_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.names_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.names_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.names'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.names_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.names'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.names_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.names'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.names'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.names;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.named_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.named_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.named_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.named'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.named_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.named'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.named_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.named'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.named'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP VIEW public.named;
ALTER VIEW public.named_new RENAME TO named;
ALTER MATERIALIZED VIEW public.names_new RENAME TO names;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      build_materialized_view_beside public.totals
--              build_materialized_view_beside public.busy
--              build_materialized_view_beside public.largest
--              build_materialized_view_beside public.ranks
--              drop_materialized_view public.spread
--              keep_privileges public.largest
--              keep_privileges public.ranks
--              keep_privileges public.shown
--              swap_materialized_view public.largest
--              keep_privileges public.busy
--              swap_materialized_view public.ranks
--              swap_materialized_view public.busy
--              rebuild_view public.shown
--              keep_privileges public.totals
--              swap_materialized_view public.totals
--              rename_index public.totals
--              rename_index public.largest
--              rename_index public.ranks
-- locks        public.busy     ACCESS EXCLUSIVE  catalog only
--              public.largest  ACCESS EXCLUSIVE  catalog only
--              public.ranks    ACCESS EXCLUSIVE  catalog only
--              public.shown    ACCESS EXCLUSIVE  catalog only
--              public.spread   ACCESS EXCLUSIVE  catalog only
--              public.totals   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   CREATE MATERIALIZED VIEW public.spread AS
--   SELECT (max(ranks.rank) - min(ranks.rank)) AS ranks
--      FROM public.ranks;
--   BEGIN;
--   DROP INDEX public.ranks_gone_new;
--   DROP MATERIALIZED VIEW public.ranks_new;
--   COMMIT;
--   BEGIN;
--   DROP INDEX public.largest_idx_new;
--   DROP MATERIALIZED VIEW public.largest_new;
--   COMMIT;
--   DROP VIEW public.busy_new;
--   BEGIN;
--   DROP INDEX public.totals_key_new;
--   DROP MATERIALIZED VIEW public.totals_new;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.totals_new AS
SELECT orders.status,
    sum(orders.total) AS total
   FROM public.orders
  GROUP BY orders.status;
CREATE UNIQUE INDEX totals_key_new ON public.totals_new (status);
ANALYZE public.totals_new;
COMMIT;

CREATE VIEW public.busy_new AS
SELECT totals_new.status,
    totals_new.total
   FROM public.totals_new
  WHERE (totals_new.total > 10);

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.largest_new AS
SELECT max(busy_new.total) AS total
   FROM public.busy_new;
CREATE INDEX largest_idx_new ON public.largest_new (total);
ANALYZE public.largest_new;
COMMIT;

-- Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.
BEGIN;
CREATE MATERIALIZED VIEW public.ranks_new AS
SELECT totals_new.status,
    rank() OVER (ORDER BY totals_new.total) AS rank
   FROM public.totals_new;
CREATE INDEX ranks_gone_new ON public.ranks_new (rank);
ANALYZE public.ranks_new;
COMMIT;

SET statement_timeout = '15s';

-- locks: public.spread ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.spread;

SET lock_timeout = '200ms';

-- public.largest_new gets the owner and the grants of public.largest and takes its place.
-- public.ranks_new gets the owner and the grants of public.ranks and takes its place.
-- Remembers the owner and the grants of public.shown.
-- public.busy_new gets the owner and the grants of public.busy and takes its place.
-- public.totals_new gets the owner and the grants of public.totals and takes its place.
-- Gives public.shown its owner and grants back.
-- locks: public.largest ACCESS EXCLUSIVE; catalog only
-- locks: public.ranks ACCESS EXCLUSIVE; catalog only
-- locks: public.busy ACCESS EXCLUSIVE; catalog only
-- locks: public.shown ACCESS EXCLUSIVE; catalog only
-- locks: public.totals ACCESS EXCLUSIVE; catalog only
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
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.ranks_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.ranks_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.ranks_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.ranks_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.ranks_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.ranks'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.ranks'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_shown', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.shown', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.shown'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.shown', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.shown'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.shown',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.shown'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.shown'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP MATERIALIZED VIEW public.largest;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.busy_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.busy_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.busy_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.busy_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.busy_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.busy'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.busy'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.ranks;
DROP VIEW public.busy;
DROP VIEW public.shown;
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
ALTER VIEW public.busy_new RENAME TO busy;
CREATE VIEW public.shown AS
SELECT totals.status
   FROM public.totals;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_shown');
END $$;
ALTER MATERIALIZED VIEW public.largest_new RENAME TO largest;
ALTER INDEX public.largest_idx_new RENAME TO largest_idx;
ALTER MATERIALIZED VIEW public.ranks_new RENAME TO ranks;
ALTER INDEX public.ranks_gone_new RENAME TO ranks_gone;
COMMIT;

