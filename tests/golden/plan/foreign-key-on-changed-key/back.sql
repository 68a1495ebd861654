! foreign key public.lines.of_order: columns order_id, region -> order_id; references public.orders(id, region) -> public.orders(id)
+ foreign key public.notes.notes_order
- foreign key public.notes.notes_order_region
! primary key public.orders.orders_pkey: columns id, region -> id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_pkey
--              drop_foreign_key public.lines.of_order
--              drop_foreign_key public.notes.notes_order_region
--              swap_key public.orders.orders_pkey
--              add_foreign_key_not_valid public.lines.of_order
--              add_foreign_key_not_valid public.notes.notes_order
-- locks        public.lines   ACCESS EXCLUSIVE        catalog only
--              public.notes   ACCESS EXCLUSIVE        catalog only
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT of_order
--   DROP INDEX CONCURRENTLY public.orders_pkey_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON public.orders (id);

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE, public.notes ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.notes t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines, public.notes IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT of_order;
ALTER TABLE public.notes DROP CONSTRAINT notes_order_region;
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey_new;
ALTER TABLE public.lines ADD CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
ALTER TABLE public.notes ADD CONSTRAINT notes_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.lines.of_order
--              validate_constraint public.notes.notes_order
-- locks        public.lines   SHARE UPDATE EXCLUSIVE  scan
--              public.notes   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT of_order;

-- locks: public.notes SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_order;

