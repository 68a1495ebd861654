! foreign key public.lines.lines_number_fkey: rebuilt around unique public.orders.numbers
+ index public.orders.numbers
+ index public.orders.orders_pkey
+ index public.orders.regions
- primary key public.orders.orders_pkey
- unique public.orders.numbers
- unique public.orders.regions

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.numbers
--              create_index_concurrently public.orders.orders_pkey
--              drop_constraint public.orders.orders_pkey
--              rename_index public.orders.orders_pkey
--              create_index_concurrently public.orders.regions
--              drop_constraint public.orders.regions
--              rename_index public.orders.regions
--              drop_foreign_key public.lines.lines_number_fkey
--              drop_constraint public.orders.numbers
--              rename_index public.orders.numbers
--              add_foreign_key_not_valid public.lines.lines_number_fkey
--              validate_constraint public.lines.lines_number_fkey
-- locks        public.lines   ACCESS EXCLUSIVE        catalog only
--              public.lines   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 7 of 7.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.lines VALIDATE CONSTRAINT lines_number_fkey
--   BEGIN;
--   ALTER TABLE public.lines DROP CONSTRAINT lines_number_fkey;
--   ALTER INDEX public.numbers RENAME TO numbers_new;
--   ALTER TABLE public.orders ADD CONSTRAINT numbers UNIQUE (number);
--   ALTER TABLE public.lines ADD CONSTRAINT lines_number_fkey FOREIGN KEY (number) REFERENCES public.orders(number);
--   COMMIT;
--   BEGIN;
--   ALTER INDEX public.regions RENAME TO regions_new;
--   ALTER TABLE public.orders ADD CONSTRAINT regions UNIQUE (region);
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.regions_new;
--   BEGIN;
--   ALTER INDEX public.orders_pkey RENAME TO orders_pkey_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_pkey_new;
--   DROP INDEX CONCURRENTLY public.numbers_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, number, count(*) AS times FROM public.orders WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.numbers_new;
CREATE UNIQUE INDEX CONCURRENTLY numbers_new ON public.orders (number);

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON public.orders (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The index takes the name of the constraint that goes with it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;
ALTER INDEX public.orders_pkey_new RENAME TO orders_pkey;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, region, count(*) AS times FROM public.orders WHERE (number > 0) AND region IS NOT NULL GROUP BY region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.regions_new;
CREATE UNIQUE INDEX CONCURRENTLY regions_new ON public.orders (region) WHERE (number > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The index takes the name of the constraint that goes with it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT regions;
ALTER INDEX public.regions_new RENAME TO regions;
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The index takes the name of the constraint that goes with it.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.number FROM public.lines t WHERE t.number IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.number = t.number) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_number_fkey;
ALTER TABLE public.orders DROP CONSTRAINT numbers;
ALTER INDEX public.numbers_new RENAME TO numbers;
ALTER TABLE public.lines ADD CONSTRAINT lines_number_fkey FOREIGN KEY (number) REFERENCES public.orders(number) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_number_fkey;

