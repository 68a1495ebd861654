~ column public.orders.id: not_null true -> false
~ column public.parts.id: not_null true -> false
~ column public.tickets.id: not_null true -> false
! foreign key public.lines.lines_order: rebuilt around primary key public.orders.orders_key
- primary key public.orders.orders_key
- primary key public.parts.parts_key
- primary key public.tickets.tickets_pkey
+ unique public.orders.orders_key
+ unique public.parts.parts_key
+ unique public.tickets.tickets_id
~ view public.noted: query ...  GROUP BY orders.id -> ...  GROUP BY orders.id, orders.note

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_key
--              create_index_concurrently public.parts.parts_key
--              swap_key public.parts.parts_key
--              add_key_using_index public.parts.parts_key
--              drop_not_null public.parts.id
--              create_index_concurrently public.tickets.tickets_id
--              add_key_using_index public.tickets.tickets_id
--              replace_view public.noted
--              drop_foreign_key public.lines.lines_order
--              swap_key public.orders.orders_key
--              add_foreign_key_not_valid public.lines.lines_order
--              drop_not_null public.orders.id
-- locks        public.lines      ACCESS EXCLUSIVE        catalog only
--              public.noted      ACCESS EXCLUSIVE        catalog only
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  index build
--              public.parts      ACCESS EXCLUSIVE        catalog only
--              public.parts_low  ACCESS EXCLUSIVE        catalog only
--              public.parts_low  SHARE UPDATE EXCLUSIVE  index build
--              public.tickets    ACCESS EXCLUSIVE        catalog only
--              public.tickets    SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4, 7 and 9 of 9.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN id SET NOT NULL;
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT lines_order
--   -- can not be undone: CREATE OR REPLACE VIEW public.noted AS
--   ALTER TABLE public.tickets DROP CONSTRAINT tickets_id;
--   DROP INDEX CONCURRENTLY public.tickets_id;
--   ALTER TABLE public.parts ALTER COLUMN id SET NOT NULL;
--   -- can not be undone: ALTER TABLE public.parts DROP CONSTRAINT parts_key
--   DROP INDEX CONCURRENTLY public.parts_low_parts_key_new;
--   DROP INDEX CONCURRENTLY public.orders_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_key_new ON public.orders (id);

-- locks: public.parts_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.parts_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.parts_low_parts_key_new;
CREATE UNIQUE INDEX CONCURRENTLY parts_low_parts_key_new ON public.parts_low (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- locks: public.parts ACCESS EXCLUSIVE, public.parts_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.parts'::regclass AND inhrelid NOT IN ('public.parts_low'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.parts DROP CONSTRAINT parts_key;
ALTER TABLE public.parts_low ADD CONSTRAINT parts_low_parts_key UNIQUE USING INDEX parts_low_parts_key_new;
ALTER TABLE public.parts ADD CONSTRAINT parts_key UNIQUE (id);
COMMIT;

-- locks: public.parts ACCESS EXCLUSIVE, public.parts_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.parts ALTER COLUMN id DROP NOT NULL;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.tickets SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.tickets WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.tickets_id;
CREATE UNIQUE INDEX CONCURRENTLY tickets_id ON public.tickets (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.tickets ADD CONSTRAINT tickets_id UNIQUE USING INDEX tickets_id;

-- locks: public.noted ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.noted AS
SELECT orders.id,
    orders.note,
    count(*) AS times
   FROM public.orders
  GROUP BY orders.id, orders.note;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
ALTER TABLE public.orders DROP CONSTRAINT orders_key, ADD CONSTRAINT orders_key UNIQUE USING INDEX orders_key_new;
ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN id DROP NOT NULL;

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

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.tickets.tickets_pkey
--              drop_not_null public.tickets.id
-- locks        public.tickets  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.tickets ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.tickets ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.tickets DROP CONSTRAINT tickets_pkey;
ALTER TABLE public.tickets ALTER COLUMN id DROP NOT NULL;
COMMIT;

