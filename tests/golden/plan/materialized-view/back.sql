- materialized view public.empty
- materialized view public.totals (with 2 parts)
- view public.top

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_materialized_view public.empty
--              drop_view public.top
--              drop_materialized_view public.totals
-- locks        public.empty   ACCESS EXCLUSIVE  catalog only
--              public.top     ACCESS EXCLUSIVE  catalog only
--              public.totals  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE MATERIALIZED VIEW public.totals WITH (fillfactor = 70, toast.autovacuum_enabled = false) AS
--   SELECT orders.owner_name,
--       sum(orders.total) AS total
--      FROM public.orders
--     GROUP BY orders.owner_name;
--   CREATE VIEW public.top AS
--   SELECT totals.owner_name,
--       totals.total
--      FROM public.totals
--     ORDER BY totals.total DESC
--    LIMIT 1;
--   CREATE MATERIALIZED VIEW public.empty AS
--   SELECT 1 AS one
--   WITH NO DATA;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.empty ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.empty;

-- locks: public.top ACCESS EXCLUSIVE; catalog only
DROP VIEW public.top;

-- locks: public.totals ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.totals;

