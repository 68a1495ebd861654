+ primary key public.orders.orders_key
+ table public.returns (with 3 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.returns
--              comment public.returns.returns_key
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT returns_key ON public.returns IS NULL;
--   DROP TABLE public.returns;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.returns (
  id bigint NOT NULL,
  note text,
  CONSTRAINT returns_key PRIMARY KEY (id) INCLUDE (note) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED
);

COMMENT ON CONSTRAINT returns_key ON public.returns IS 'one each';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_key
--              add_key_using_index public.orders.orders_key
--              comment public.orders.orders_key
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON CONSTRAINT orders_key ON public.orders IS NULL;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_key;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_key;
CREATE UNIQUE INDEX CONCURRENTLY orders_key ON public.orders (id) INCLUDE (note) WITH (fillfactor = 80);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD CONSTRAINT orders_key PRIMARY KEY USING INDEX orders_key DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT orders_key ON public.orders IS 'one each';
COMMIT;

