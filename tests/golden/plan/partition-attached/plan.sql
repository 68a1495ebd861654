~ column public.orders_2025.created_at: not_null false -> true
~ column public.orders_2025.id: not_null false -> true
~ table public.orders_2025: partition_of (none) -> public.orders; values (none) -> FROM ('2025-01-01') TO ('2026-01-01')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders_2025
--              add_check_not_valid public.orders_2025.orders_2025_created_at_not_null
--              add_check_not_valid public.orders_2025.orders_2025_id_not_null
-- locks        public.orders_2025  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_id_not_null;
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_created_at_not_null;
--   DROP INDEX CONCURRENTLY public.orders_2025_orders_pkey;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, created_at, count(*) AS times FROM public.orders_2025 WHERE id IS NOT NULL AND created_at IS NOT NULL GROUP BY id, created_at HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_2025_orders_pkey;
CREATE UNIQUE INDEX CONCURRENTLY orders_2025_orders_pkey ON public.orders_2025 (id, created_at);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves created_at NOT NULL: new rows are checked from now on.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2025 WHERE created_at IS NULL LIMIT 5;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_created_at_not_null CHECK (created_at IS NOT NULL) NOT VALID;

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2025 WHERE id IS NULL LIMIT 5;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_id_not_null CHECK (id IS NOT NULL) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders_2025.orders_2025_created_at_not_null
--              set_not_null_proven public.orders_2025.created_at
--              drop_constraint public.orders_2025.orders_2025_created_at_not_null
--              validate_constraint public.orders_2025.orders_2025_id_not_null
--              set_not_null_proven public.orders_2025.id
--              add_key_using_index public.orders_2025
--              add_foreign_key_not_valid public.orders_2025
--              validate_constraint public.orders_2025
--              add_check_not_valid public.orders_2025
--              drop_constraint public.orders_2025.orders_2025_id_not_null
--              attach_partition public.orders_2025
--              drop_constraint public.orders_2025
-- locks        public.customers    ACCESS EXCLUSIVE        catalog only
--              public.customers    ROW SHARE               scan
--              public.orders       SHARE UPDATE EXCLUSIVE  catalog only
--              public.orders_2025  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025  SHARE UPDATE EXCLUSIVE  scan
--              public.orders_rest  ACCESS EXCLUSIVE        catalog only
--              public.orders_rest  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 4, 7, 9, 11 and 13 of 17.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2025_not_here
--   -- can not be undone: ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders DETACH PARTITION public.orders_2025;
--   ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_id_not_null CHECK (id IS NOT NULL);
--   -- nothing to undo: ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2025_not_here
--   ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2025_not_here;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT has_note
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT has_note;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_customer_id_fkey
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_customer_id_fkey;
--   -- can not be undone: ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_orders_pkey PRIMARY KEY USING IN ...
--   ALTER TABLE public.orders_2025 ALTER COLUMN id DROP NOT NULL;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_id_not_null
--   BEGIN;
--   ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_created_at_not_null CHECK (created_at IS NOT NULL);
--   ALTER TABLE public.orders_2025 ALTER COLUMN created_at DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_created_at_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_created_at_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders_2025 ALTER COLUMN created_at SET NOT NULL;
ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_created_at_not_null;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 ALTER COLUMN id SET NOT NULL;

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_orders_pkey PRIMARY KEY USING INDEX orders_2025_orders_pkey;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders_2025 SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.created_at, t.id, t.customer_id FROM public.orders_2025 t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders_2025 IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 ADD CONSTRAINT has_note CHECK (note <> ''::text) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT has_note;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_2025 WHERE NOT ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_rest WHERE NOT (NOT ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date))) LIMIT 5;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_2025_not_here CHECK (NOT ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2025_not_here;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_id_not_null;

SET lock_timeout = '333ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders_2025 IN ACCESS EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.orders_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;

-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2025_not_here;

