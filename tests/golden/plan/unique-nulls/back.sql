! unique public.orders.orders_ticket_key: nulls_not_distinct true -> false

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_ticket_key
--              swap_key public.orders.orders_ticket_key
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT orders_ticket_key, ADD CONSTRAINT orders_ticket_ ...
--   DROP INDEX CONCURRENTLY public.orders_ticket_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, ticket, count(*) AS times FROM public.orders WHERE ticket IS NOT NULL GROUP BY ticket HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_ticket_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_ticket_key_new ON public.orders (ticket);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT orders_ticket_key, ADD CONSTRAINT orders_ticket_key UNIQUE USING INDEX orders_ticket_key_new;

