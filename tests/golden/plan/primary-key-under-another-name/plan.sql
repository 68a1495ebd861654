> primary key public.orders.orders_by_number: renamed
! primary key public.orders.orders_by_number: columns id -> number

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.orders.orders_by_number
--              create_index_concurrently public.orders.orders_by_number
--              swap_key public.orders.orders_by_number
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT orders_by_number, ADD CONSTRAINT orders_by_numbe ...
--   DROP INDEX CONCURRENTLY public.orders_by_number_new;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_by_number TO orders_pkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME CONSTRAINT orders_pkey TO orders_by_number;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, number, count(*) AS times FROM public.orders WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_by_number_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_by_number_new ON public.orders (number);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT orders_by_number, ADD CONSTRAINT orders_by_number PRIMARY KEY USING INDEX orders_by_number_new;

