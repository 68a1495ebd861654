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
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.full_a;
CREATE UNIQUE INDEX full_a ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0)
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.full_b;
CREATE UNIQUE INDEX full_b ON public."full" (id) INCLUDE (owner_name) NULLS NOT DISTINCT WITH (fillfactor = 90) WHERE (total > 1)
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.full_c;
CREATE INDEX full_c ON public."full" USING brin (id)
refused without --allow blocks_writes: CREATE INDEX full_d ON public."full" (id) INCLUDE (total)
refused without --allow blocks_writes: CREATE UNIQUE INDEX full_e ON public."full" (total) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (id > 0)
refused without --allow blocks_writes: CREATE INDEX full_f ON public."full" USING hash (total)
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.full_g;
CREATE INDEX full_g ON public."full" USING hash (id)
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.full_h;
CREATE INDEX full_h ON public."full" (id DESC)
refused without --allow rewrite, blocks_reads, blocks_writes: DROP MATERIALIZED VIEW public.totals
refused without --allow rewrite, blocks_reads, blocks_writes: CREATE MATERIALIZED VIEW public.totals AS
SELECT orders.owner_name,
    min(orders.total) AS total
   FROM public.orders
  GROUP BY orders.owner_name
refused without --allow blocks_writes: CREATE UNIQUE INDEX totals_key ON public.totals (owner_name)

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
--              replace_index public."full".full_a
--              comment public."full".full_a
--              replace_index public."full".full_b
--              comment public."full".full_b
--              replace_index public."full".full_c
--              create_index public."full".full_d
--              create_index public."full".full_e
--              comment public."full".full_e
--              create_index public."full".full_f
--              replace_index public."full".full_g
--              replace_index public."full".full_h
--              keep_privileges public.top
--              drop_index public.totals.totals_key
--              rebuild_view public.top
--              keep_privileges public.totals
--              rebuild_materialized_view public.totals
--              comment public.totals
--              create_index public.totals.totals_key
--              comment public.totals.totals_key
-- locks        public.top  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes, LS201 rewrite
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3, 4, 5, 6, 8, 10 and 14 of 18.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- can not be undone: DROP INDEX public.full_h
--   -- can not be undone: DROP INDEX public.full_g
--   DROP INDEX public.full_f;
--   COMMENT ON INDEX public.full_e IS NULL;
--   DROP INDEX public.full_e;
--   DROP INDEX public.full_d;
--   -- can not be undone: DROP INDEX public.full_c
--   COMMENT ON INDEX public.full_b IS NULL;
--   -- can not be undone: DROP INDEX public.full_b
--   COMMENT ON INDEX public.full_a IS NULL;
--   -- can not be undone: DROP INDEX public.full_a
--   COMMENT ON COLUMN public.plain.id IS NULL;
--   COMMENT ON MATERIALIZED VIEW public.plain IS NULL;
--   ALTER MATERIALIZED VIEW public.plain RESET (fillfactor);
--   COMMENT ON COLUMN public."full".total IS 'first';
--   COMMENT ON MATERIALIZED VIEW public."full" IS 'first';
--   ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 70);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER MATERIALIZED VIEW public."full" SET (fillfactor = 80);

COMMENT ON MATERIALIZED VIEW public."full" IS 'second';

COMMENT ON COLUMN public."full".total IS 'second';

ALTER MATERIALIZED VIEW public.plain SET (fillfactor = 70);

COMMENT ON MATERIALIZED VIEW public.plain IS 'second';

COMMENT ON COLUMN public.plain.id IS 'second';

SET statement_timeout = 0;

BEGIN;
DROP INDEX public.full_a;
CREATE UNIQUE INDEX full_a ON public."full" (id) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > 0);
COMMIT;

SET statement_timeout = '15s';

COMMENT ON INDEX public.full_a IS 'first';

SET statement_timeout = 0;

BEGIN;
DROP INDEX public.full_b;
CREATE UNIQUE INDEX full_b ON public."full" (id) INCLUDE (owner_name) NULLS NOT DISTINCT WITH (fillfactor = 90) WHERE (total > 1);
COMMIT;

SET statement_timeout = '15s';

COMMENT ON INDEX public.full_b IS 'second';

SET statement_timeout = 0;

BEGIN;
DROP INDEX public.full_c;
CREATE INDEX full_c ON public."full" USING brin (id);
COMMIT;

CREATE INDEX full_d ON public."full" (id) INCLUDE (total);

CREATE UNIQUE INDEX full_e ON public."full" (total) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (id > 0);

SET statement_timeout = '15s';

COMMENT ON INDEX public.full_e IS 'new';

SET statement_timeout = 0;

CREATE INDEX full_f ON public."full" USING hash (total);

BEGIN;
DROP INDEX public.full_g;
CREATE INDEX full_g ON public."full" USING hash (id);
COMMIT;

BEGIN;
DROP INDEX public.full_h;
CREATE INDEX full_h ON public."full" (id DESC);
COMMIT;

-- Remembers the owner and the grants of public.top.
-- Remembers the owner and the grants of public.totals.
-- Gives public.totals its owner and grants back.
-- Gives public.top its owner and grants back.
-- locks: public.top ACCESS EXCLUSIVE; rewrite
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_top', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.top', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.top'::regclass
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
DROP INDEX public.totals_key;
DROP VIEW public.top;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_totals', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.totals', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.totals'::regclass
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.totals',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.totals'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.totals'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP MATERIALIZED VIEW public.totals;
CREATE MATERIALIZED VIEW public.totals AS
SELECT orders.owner_name,
    min(orders.total) AS total
   FROM public.orders
  GROUP BY orders.owner_name;
COMMENT ON MATERIALIZED VIEW public.totals IS 'Sums';
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_totals');
END $$;
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
CREATE UNIQUE INDEX totals_key ON public.totals (owner_name);
COMMENT ON INDEX public.totals_key IS 'Key';
COMMIT;

