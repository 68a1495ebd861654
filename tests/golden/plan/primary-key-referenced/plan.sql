! foreign key public.lines.lines_order_id_fkey: rebuilt around primary key public.orders.orders_pkey
! primary key public.orders.orders_pkey: columns id -> id, region
+ unique public.orders.orders_id_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_pkey
--              create_index_concurrently public.orders.orders_id_key
--              add_key_using_index public.orders.orders_id_key
--              drop_foreign_key public.lines.lines_order_id_fkey
--              swap_key public.orders.orders_pkey
--              add_foreign_key_not_valid public.lines.lines_order_id_fkey
-- locks        public.lines   ACCESS EXCLUSIVE        catalog only
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT lines_order_id_fkey
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_key;
--   DROP INDEX CONCURRENTLY public.orders_id_key;
--   DROP INDEX CONCURRENTLY public.orders_pkey_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.orders WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON public.orders (id, region);

-- The index of the constraint, built beside the traffic.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_id_key;
CREATE UNIQUE INDEX CONCURRENTLY orders_id_key ON public.orders (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT orders_id_key UNIQUE USING INDEX orders_id_key;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order_id_fkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey_new;
ALTER TABLE public.lines ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.lines.lines_order_id_fkey
-- locks        public.lines   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_id_fkey;

