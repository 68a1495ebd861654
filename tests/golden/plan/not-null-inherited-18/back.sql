~ column public.base.id: not_null false -> true
~ column public.orders.id: not_null false -> true
~ column public.parts.id: not_null true -> false
+ primary key public.old_orders.old_orders_pkey
- primary key public.old_parts.old_parts_pkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_not_null_not_valid public.base.id
--              add_not_null_not_valid public.orders.id
--              create_index_concurrently public.old_orders.old_orders_pkey
-- locks        public.base        ACCESS EXCLUSIVE        catalog only
--              public.below       ACCESS EXCLUSIVE        catalog only
--              public.follows     ACCESS EXCLUSIVE        catalog only
--              public.keeps       ACCESS EXCLUSIVE        catalog only
--              public.old_orders  ACCESS EXCLUSIVE        catalog only
--              public.old_orders  SHARE UPDATE EXCLUSIVE  index build
--              public.orders      ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.old_orders_pkey;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_not_null;
--   ALTER TABLE public.base DROP CONSTRAINT base_id_not_null;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.base ACCESS EXCLUSIVE; catalog only
-- locks: public.follows ACCESS EXCLUSIVE; catalog only
-- locks: public.keeps ACCESS EXCLUSIVE; catalog only
-- locks: public.below ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.base WHERE id IS NULL LIMIT 5;
ALTER TABLE public.base ADD CONSTRAINT base_id_not_null NOT NULL id NOT VALID;

SET lock_timeout = '500ms';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE, public.old_orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE id IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_id_not_null NOT NULL id NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.old_orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.old_orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.old_orders_pkey;
CREATE UNIQUE INDEX CONCURRENTLY old_orders_pkey ON public.old_orders (id);

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.base.id
--              validate_constraint public.orders.id
--              add_key_using_index public.old_orders.old_orders_pkey
-- locks        public.base        SHARE UPDATE EXCLUSIVE  scan
--              public.below       SHARE UPDATE EXCLUSIVE  scan
--              public.follows     SHARE UPDATE EXCLUSIVE  scan
--              public.keeps       SHARE UPDATE EXCLUSIVE  scan
--              public.old_orders  ACCESS EXCLUSIVE        catalog only
--              public.old_orders  SHARE UPDATE EXCLUSIVE  scan
--              public.orders      SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 2 of 3.
-- to go back   run these, in this order:
--   ALTER TABLE public.old_orders DROP CONSTRAINT old_orders_pkey;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null
--   -- nothing to undo: ALTER TABLE public.base VALIDATE CONSTRAINT base_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.base SHARE UPDATE EXCLUSIVE; scan
-- locks: public.follows SHARE UPDATE EXCLUSIVE; scan
-- locks: public.keeps SHARE UPDATE EXCLUSIVE; scan
-- locks: public.below SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.base VALIDATE CONSTRAINT base_id_not_null;

-- locks: public.orders SHARE UPDATE EXCLUSIVE, public.old_orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.old_orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_orders ADD CONSTRAINT old_orders_pkey PRIMARY KEY USING INDEX old_orders_pkey;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.old_parts.old_parts_pkey
--              drop_not_null public.parts.id
-- locks        public.old_parts  ACCESS EXCLUSIVE  catalog only
--              public.parts      ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 3.
-- to go back   run these, in this order:
--   ALTER TABLE public.old_parts ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.parts ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.old_parts ADD CONSTRAINT old_parts_pkey PRIMARY KEY (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.old_parts ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_parts DROP CONSTRAINT old_parts_pkey;

SET lock_timeout = '500ms';

-- locks: public.parts ACCESS EXCLUSIVE, public.old_parts ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.parts ALTER COLUMN id DROP NOT NULL;

SET lock_timeout = '3s';

-- locks: public.old_parts ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.old_parts ALTER COLUMN id DROP NOT NULL;

