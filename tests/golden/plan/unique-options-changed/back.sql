! unique public.orders.orders_number_key: include note -> (none); deferrable initially immediate -> (none)
! unique public.returns.returns_number_key: include when -> note; deferrable initially immediate -> initially deferred

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_number_key
--              swap_key public.orders.orders_number_key
--              create_index_concurrently public.returns.returns_number_key
--              swap_key public.returns.returns_number_key
-- locks        public.orders   ACCESS EXCLUSIVE        catalog only
--              public.orders   SHARE UPDATE EXCLUSIVE  index build
--              public.returns  ACCESS EXCLUSIVE        catalog only
--              public.returns  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.returns DROP CONSTRAINT returns_number_key, ADD CONSTRAINT returns_numb ...
--   DROP INDEX CONCURRENTLY public.returns_number_key_new;
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT orders_number_key, ADD CONSTRAINT orders_number_ ...
--   DROP INDEX CONCURRENTLY public.orders_number_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_number_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_number_key_new ON public.orders (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT orders_number_key, ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.returns SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.returns WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.returns_number_key_new;
CREATE UNIQUE INDEX CONCURRENTLY returns_number_key_new ON public.returns (id) INCLUDE (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.returns ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.returns DROP CONSTRAINT returns_number_key, ADD CONSTRAINT returns_number_key UNIQUE USING INDEX returns_number_key_new DEFERRABLE INITIALLY DEFERRED;

