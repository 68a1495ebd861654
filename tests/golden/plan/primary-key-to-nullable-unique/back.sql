~ column public.orders.id: not_null false -> true
~ column public.parts.id: not_null false -> true
~ column public.tickets.id: not_null false -> true
! foreign key public.lines.lines_order: rebuilt around unique public.orders.orders_key
+ primary key public.orders.orders_key
+ primary key public.parts.parts_key
+ primary key public.tickets.tickets_pkey
- unique public.orders.orders_key
- unique public.parts.parts_key
- unique public.tickets.tickets_id
~ view public.noted: query ...  GROUP BY orders.id, orders.note -> ...  GROUP BY orders.id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.orders_id_not_null
--              add_check_not_valid public.parts.parts_id_not_null
--              add_check_not_valid public.tickets.tickets_id_not_null
-- locks        public.orders     ACCESS EXCLUSIVE  catalog only
--              public.parts      ACCESS EXCLUSIVE  catalog only
--              public.parts_low  ACCESS EXCLUSIVE  catalog only
--              public.tickets    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.tickets DROP CONSTRAINT tickets_id_not_null;
--   ALTER TABLE public.parts DROP CONSTRAINT parts_id_not_null;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE id IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL) NOT VALID;

SET lock_timeout = '500ms';

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.parts ACCESS EXCLUSIVE, public.parts_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE id IS NULL LIMIT 5;
ALTER TABLE public.parts ADD CONSTRAINT parts_id_not_null CHECK (id IS NOT NULL) NOT VALID;

SET lock_timeout = '3s';

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.tickets WHERE id IS NULL LIMIT 5;
ALTER TABLE public.tickets ADD CONSTRAINT tickets_id_not_null CHECK (id IS NOT NULL) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_id_not_null
--              set_not_null_proven public.orders.id
--              drop_constraint public.orders.orders_id_not_null
--              create_index_concurrently public.orders.orders_key
--              validate_constraint public.parts.parts_id_not_null
--              set_not_null_proven public.parts.id
--              drop_constraint public.parts.parts_id_not_null
--              create_index_concurrently public.parts.parts_key
--              swap_key public.parts.parts_key
--              add_key_using_index public.parts.parts_key
--              validate_constraint public.tickets.tickets_id_not_null
--              set_not_null_proven public.tickets.id
--              drop_constraint public.tickets.tickets_id_not_null
--              create_index_concurrently public.tickets.tickets_pkey
--              add_key_using_index public.tickets.tickets_pkey
--              drop_foreign_key public.lines.lines_order
--              swap_key public.orders.orders_key
--              add_foreign_key_not_valid public.lines.lines_order
--              validate_constraint public.lines.lines_order
--              replace_view public.noted
-- locks        public.lines      ACCESS EXCLUSIVE        catalog only
--              public.lines      SHARE UPDATE EXCLUSIVE  scan
--              public.noted      ACCESS EXCLUSIVE        catalog only
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  index build
--              public.parts      ACCESS EXCLUSIVE        catalog only
--              public.parts      SHARE UPDATE EXCLUSIVE  scan
--              public.parts_low  ACCESS EXCLUSIVE        catalog only
--              public.parts_low  SHARE UPDATE EXCLUSIVE  index build
--              public.tickets    ACCESS EXCLUSIVE        catalog only
--              public.tickets    SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 4, 8, 13 and 14 of 14.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.noted AS
--   -- nothing to undo: ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT lines_order
--   ALTER TABLE public.tickets DROP CONSTRAINT tickets_pkey;
--   DROP INDEX CONCURRENTLY public.tickets_pkey;
--   BEGIN;
--   ALTER TABLE public.tickets ADD CONSTRAINT tickets_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.tickets ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.tickets VALIDATE CONSTRAINT tickets_id_not_null
--   -- can not be undone: ALTER TABLE public.parts DROP CONSTRAINT parts_key
--   DROP INDEX CONCURRENTLY public.parts_low_parts_key_new;
--   BEGIN;
--   ALTER TABLE public.parts ADD CONSTRAINT parts_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.parts ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.parts VALIDATE CONSTRAINT parts_id_not_null
--   DROP INDEX CONCURRENTLY public.orders_key_new;
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_key_new ON public.orders (id);

SET lock_timeout = '1min';

-- locks: public.parts SHARE UPDATE EXCLUSIVE, public.parts_low SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_id_not_null;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.parts ACCESS EXCLUSIVE, public.parts_low ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.parts ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.parts DROP CONSTRAINT parts_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

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
ALTER TABLE public.parts_low ADD CONSTRAINT parts_low_parts_key PRIMARY KEY USING INDEX parts_low_parts_key_new;
ALTER TABLE public.parts ADD CONSTRAINT parts_key PRIMARY KEY (id);
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.tickets SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.tickets VALIDATE CONSTRAINT tickets_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.tickets ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.tickets DROP CONSTRAINT tickets_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.tickets SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.tickets WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.tickets_pkey;
CREATE UNIQUE INDEX CONCURRENTLY tickets_pkey ON public.tickets (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.tickets ADD CONSTRAINT tickets_pkey PRIMARY KEY USING INDEX tickets_pkey;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
ALTER TABLE public.orders DROP CONSTRAINT orders_key, ADD CONSTRAINT orders_key PRIMARY KEY USING INDEX orders_key_new;
ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.noted ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.noted AS
SELECT orders.id,
    orders.note,
    count(*) AS times
   FROM public.orders
  GROUP BY orders.id;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.tickets.tickets_id
-- locks        public.tickets  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.tickets ADD CONSTRAINT tickets_id UNIQUE (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.tickets DROP CONSTRAINT tickets_id;

