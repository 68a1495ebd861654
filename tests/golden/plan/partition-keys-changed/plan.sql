! foreign key public.lines.lines_order: rebuilt around primary key public.orders.orders_pkey
! primary key public.orders.orders_pkey: columns id, region -> region, id
! unique public.orders.numbers: columns number, id -> id, number

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_pkey
--              create_index_concurrently public.orders.numbers
--              drop_foreign_key public.lines.lines_order
--              swap_key public.orders.orders_pkey
--              add_key_using_index public.orders.orders_pkey
--              add_foreign_key_not_valid public.lines.lines_order
--              swap_key public.orders.numbers
--              add_key_using_index public.orders.numbers
-- locks        public.lines         ACCESS EXCLUSIVE        catalog only
--              public.orders        ACCESS EXCLUSIVE        catalog only
--              public.orders_first  ACCESS EXCLUSIVE        catalog only
--              public.orders_first  SHARE UPDATE EXCLUSIVE  index build
--              public.orders_rest   ACCESS EXCLUSIVE        catalog only
--              public.orders_rest   SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders DROP CONSTRAINT numbers
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT lines_order
--   DROP INDEX CONCURRENTLY public.orders_rest_numbers_new;
--   DROP INDEX CONCURRENTLY public.orders_first_numbers_new;
--   DROP INDEX CONCURRENTLY public.orders_rest_orders_pkey_new;
--   DROP INDEX CONCURRENTLY public.orders_first_orders_pkey_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders_first SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, region, id, count(*) AS times FROM public.orders_first WHERE region IS NOT NULL AND id IS NOT NULL GROUP BY region, id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_first_orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_first_orders_pkey_new ON public.orders_first (region, id);

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, region, id, count(*) AS times FROM public.orders_rest WHERE region IS NOT NULL AND id IS NOT NULL GROUP BY region, id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_rest_orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_rest_orders_pkey_new ON public.orders_rest (region, id);

-- locks: public.orders_first SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, number, count(*) AS times FROM public.orders_first WHERE id IS NOT NULL AND number IS NOT NULL GROUP BY id, number HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_first_numbers_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_first_numbers_new ON public.orders_first (id, number);

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, number, count(*) AS times FROM public.orders_rest WHERE id IS NOT NULL AND number IS NOT NULL GROUP BY id, number HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_rest_numbers_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_rest_numbers_new ON public.orders_rest (id, number);

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one transaction, which builds nothing.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_first ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.orders'::regclass AND inhrelid NOT IN ('public.orders_first'::regclass, 'public.orders_rest'::regclass) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id, t.region FROM public.lines t WHERE t.order_id IS NOT NULL AND t.region IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id AND r.region = t.region) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;
ALTER TABLE public.orders_first ADD CONSTRAINT orders_first_orders_pkey PRIMARY KEY USING INDEX orders_first_orders_pkey_new;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_rest_orders_pkey PRIMARY KEY USING INDEX orders_rest_orders_pkey_new;
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (region, id);
ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id, region) REFERENCES public.orders(id, region) NOT VALID;
COMMIT;

SET lock_timeout = '333ms';

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_first ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.orders'::regclass AND inhrelid NOT IN ('public.orders_first'::regclass, 'public.orders_rest'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT numbers;
ALTER TABLE public.orders_first ADD CONSTRAINT orders_first_numbers_idx UNIQUE USING INDEX orders_first_numbers_new;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_rest_numbers_idx UNIQUE USING INDEX orders_rest_numbers_new;
ALTER TABLE public.orders ADD CONSTRAINT numbers UNIQUE (id, number);
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.lines.lines_order
-- locks        public.lines   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order;

