! index public.orders.becomes_unique: unique false -> true; nulls_not_distinct false -> true
! index public.orders.gets_parts: columns note -> total; method (none) -> hash; where (none) -> (total > 0)
! index public.orders.other_method: method hash -> brin
! index public.orders.other_parts: include id -> total; where (total > 0) -> (total > 1)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.becomes_unique
--              rename_index public.orders.becomes_unique
--              drop_index_concurrently public.orders.becomes_unique
--              create_index_concurrently public.orders.gets_parts
--              rename_index public.orders.gets_parts
--              drop_index_concurrently public.orders.gets_parts
--              create_index_concurrently public.orders.other_method
--              rename_index public.orders.other_method
--              drop_index_concurrently public.orders.other_method
--              create_index_concurrently public.orders.other_parts
--              rename_index public.orders.other_parts
--              drop_index_concurrently public.orders.other_parts
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE INDEX CONCURRENTLY other_parts_old ON public.orders (note) INCLUDE (id) WHERE (total > 0);
--   BEGIN;
--   ALTER INDEX public.other_parts RENAME TO other_parts_new;
--   ALTER INDEX public.other_parts_old RENAME TO other_parts;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.other_parts_new;
--   CREATE INDEX CONCURRENTLY other_method_old ON public.orders USING hash (total);
--   BEGIN;
--   ALTER INDEX public.other_method RENAME TO other_method_new;
--   ALTER INDEX public.other_method_old RENAME TO other_method;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.other_method_new;
--   CREATE INDEX CONCURRENTLY gets_parts_old ON public.orders (note);
--   BEGIN;
--   ALTER INDEX public.gets_parts RENAME TO gets_parts_new;
--   ALTER INDEX public.gets_parts_old RENAME TO gets_parts;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.gets_parts_new;
--   CREATE INDEX CONCURRENTLY becomes_unique_old ON public.orders (note);
--   BEGIN;
--   ALTER INDEX public.becomes_unique RENAME TO becomes_unique_new;
--   ALTER INDEX public.becomes_unique_old RENAME TO becomes_unique;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.becomes_unique_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, note, count(*) AS times FROM public.orders GROUP BY note HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.becomes_unique_new;
CREATE UNIQUE INDEX CONCURRENTLY becomes_unique_new ON public.orders (note) NULLS NOT DISTINCT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.becomes_unique RENAME TO becomes_unique_old;
ALTER INDEX public.becomes_unique_new RENAME TO becomes_unique;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.becomes_unique_old;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.gets_parts_new;
CREATE INDEX CONCURRENTLY gets_parts_new ON public.orders USING hash (total) WHERE (total > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.gets_parts RENAME TO gets_parts_old;
ALTER INDEX public.gets_parts_new RENAME TO gets_parts;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.gets_parts_old;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.other_method_new;
CREATE INDEX CONCURRENTLY other_method_new ON public.orders USING brin (total);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.other_method RENAME TO other_method_old;
ALTER INDEX public.other_method_new RENAME TO other_method;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.other_method_old;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.other_parts_new;
CREATE INDEX CONCURRENTLY other_parts_new ON public.orders (note) INCLUDE (total) WHERE (total > 1);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.other_parts RENAME TO other_parts_old;
ALTER INDEX public.other_parts_new RENAME TO other_parts;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.other_parts_old;

