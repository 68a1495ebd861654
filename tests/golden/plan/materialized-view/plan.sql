+ materialized view public.empty
+ materialized view public.totals (with 2 parts)
+ view public.top

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_materialized_view public.empty
--              create_materialized_view public.totals
--              create_view public.top
--              comment public.totals
--              create_index public.totals.totals_hash
--              create_index public.totals.totals_key
--              comment public.totals.totals_key
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON INDEX public.totals_key IS NULL;
--   DROP INDEX public.totals_key;
--   DROP INDEX public.totals_hash;
--   COMMENT ON COLUMN public.totals.total IS NULL;
--   COMMENT ON MATERIALIZED VIEW public.totals IS NULL;
--   DROP VIEW public.top;
--   DROP MATERIALIZED VIEW public.totals;
--   DROP MATERIALIZED VIEW public.empty;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = 0;

CREATE MATERIALIZED VIEW public.empty AS
SELECT 1 AS one
WITH NO DATA;

CREATE MATERIALIZED VIEW public.totals WITH (fillfactor = 70, toast.autovacuum_enabled = false) AS
SELECT orders.owner_name,
    sum(orders.total) AS total
   FROM public.orders
  GROUP BY orders.owner_name;

SET LOCAL statement_timeout = '15s';

CREATE VIEW public.top AS
SELECT totals.owner_name,
    totals.total
   FROM public.totals
  ORDER BY totals.total DESC
 LIMIT 1;

COMMENT ON MATERIALIZED VIEW public.totals IS 'Sums';

COMMENT ON COLUMN public.totals.total IS 'It''s a sum';

CREATE INDEX totals_hash ON public.totals USING hash (owner_name);

CREATE UNIQUE INDEX totals_key ON public.totals (owner_name) INCLUDE (total) NULLS NOT DISTINCT WITH (fillfactor = 80) WHERE (total > (0)::numeric);

COMMENT ON INDEX public.totals_key IS 'Key';

COMMIT;

