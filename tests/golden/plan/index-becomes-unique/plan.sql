> primary key public.orders.orders_pkey: takes its index over
> unique public.orders.numbers: takes its index over
> index public.orders.regions_old: renamed
- index public.orders.regions_old
+ unique public.orders.regions

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_key_using_index public.orders.orders_pkey
--              add_key_using_index public.orders.numbers
--              rename_index public.orders.regions_old
--              create_index_concurrently public.orders.regions
--              add_key_using_index public.orders.regions
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT regions;
--   DROP INDEX CONCURRENTLY public.regions;
--   ALTER INDEX public.regions_old RENAME TO regions;
--   -- can not be undone: ALTER TABLE public.orders ADD CONSTRAINT numbers UNIQUE USING INDEX numbers
--   -- can not be undone: ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the index that is there: a catalog change, and rows are unique all the time.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;

-- Adopts the index that is there: a catalog change, and rows are unique all the time.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT numbers UNIQUE USING INDEX numbers;

-- It makes way for the constraint of its name, which has an index of its own.
ALTER INDEX public.regions RENAME TO regions_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, region, count(*) AS times FROM public.orders WHERE region IS NOT NULL GROUP BY region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.regions;
CREATE UNIQUE INDEX CONCURRENTLY regions ON public.orders (region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT regions UNIQUE USING INDEX regions;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index_concurrently public.orders.regions_old
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE UNIQUE INDEX regions_old ON public.orders (region) WHERE (number > 0);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.regions_old;

