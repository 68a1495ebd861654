~ column public.base.id: not_null true -> false
~ column public.orders.id: not_null true -> false
~ column public.parts.id: not_null false -> true
- primary key public.old_orders.old_orders_pkey
+ primary key public.old_parts.old_parts_pkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_not_null public.base.id
--              add_not_null_not_valid public.parts.id
--              create_index_concurrently public.old_parts.old_parts_pkey
-- locks        public.base       ACCESS EXCLUSIVE        catalog only
--              public.below      ACCESS EXCLUSIVE        catalog only
--              public.follows    ACCESS EXCLUSIVE        catalog only
--              public.keeps      ACCESS EXCLUSIVE        catalog only
--              public.old_parts  ACCESS EXCLUSIVE        catalog only
--              public.old_parts  SHARE UPDATE EXCLUSIVE  index build
--              public.parts      ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2 and 3 of 5.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.old_parts_pkey;
--   ALTER TABLE public.parts DROP CONSTRAINT parts_id_not_null;
--   ALTER TABLE public.below ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.follows ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.base ALTER COLUMN id SET NOT NULL;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Not of the tables that inherit it: they go on without NULL, or lose it by themselves.
-- locks: public.base ACCESS EXCLUSIVE, public.follows ACCESS EXCLUSIVE, public.keeps ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, ONLY public.follows, public.keeps IN ACCESS EXCLUSIVE MODE;
ALTER TABLE ONLY public.base ALTER COLUMN id DROP NOT NULL;
COMMIT;

SET lock_timeout = '500ms';

-- locks: public.follows ACCESS EXCLUSIVE, public.below ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.follows ALTER COLUMN id DROP NOT NULL;

SET lock_timeout = '3s';

-- locks: public.below ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.below ALTER COLUMN id DROP NOT NULL;

SET lock_timeout = '500ms';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.parts ACCESS EXCLUSIVE, public.old_parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.parts WHERE id IS NULL LIMIT 5;
ALTER TABLE public.parts ADD CONSTRAINT parts_id_not_null NOT NULL id NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.old_parts SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.old_parts WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.old_parts_pkey;
CREATE UNIQUE INDEX CONCURRENTLY old_parts_pkey ON public.old_parts (id);

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.parts.id
--              add_key_using_index public.old_parts.old_parts_pkey
-- locks        public.old_parts  ACCESS EXCLUSIVE        catalog only
--              public.old_parts  SHARE UPDATE EXCLUSIVE  scan
--              public.parts      SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   ALTER TABLE public.old_parts DROP CONSTRAINT old_parts_pkey;
--   -- nothing to undo: ALTER TABLE public.parts VALIDATE CONSTRAINT parts_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.parts SHARE UPDATE EXCLUSIVE, public.old_parts SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.old_parts ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_parts ADD CONSTRAINT old_parts_pkey PRIMARY KEY USING INDEX old_parts_pkey;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.old_orders.old_orders_pkey
--              drop_not_null public.orders.id
-- locks        public.old_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders      ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 3.
-- to go back   run these, in this order:
--   ALTER TABLE public.old_orders ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.orders ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.old_orders ADD CONSTRAINT old_orders_pkey PRIMARY KEY (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.old_orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_orders DROP CONSTRAINT old_orders_pkey;

SET lock_timeout = '500ms';

-- locks: public.orders ACCESS EXCLUSIVE, public.old_orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN id DROP NOT NULL;

SET lock_timeout = '3s';

-- locks: public.old_orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_orders ALTER COLUMN id DROP NOT NULL;

