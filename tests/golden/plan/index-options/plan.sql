+ index public.orders.orders_note_idx
+ index public.orders.orders_total_idx

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_note_idx
--              analyze public.orders.orders_note_idx
--              comment public.orders.orders_note_idx
--              create_index_concurrently public.orders.orders_total_idx
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 4.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_total_idx;
--   COMMENT ON INDEX public.orders_note_idx IS NULL;
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_note_idx;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, lower((note)::text) text_pattern_ops, total DESC NULLS LAST, count(*) AS times FROM public.orders WHERE (total > 0) GROUP BY lower((note)::text) text_pattern_ops, total DESC NULLS LAST HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_note_idx;
CREATE UNIQUE INDEX CONCURRENTLY orders_note_idx ON public.orders (lower((note)::text) text_pattern_ops, total DESC NULLS LAST) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE (total > 0);

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON INDEX public.orders_note_idx IS 'for search';

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_total_idx;
CREATE INDEX CONCURRENTLY orders_total_idx ON public.orders USING hash (total);

