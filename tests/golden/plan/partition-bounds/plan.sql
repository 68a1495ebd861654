~ table public.orders_2026_01: values FROM ('2026-01-01') TO ('2026-02-01') -> FROM ('2025-12-01') TO ('2026-02-01')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_2026_01
--              validate_constraint public.orders_2026_01
--              swap_partition_bounds public.orders_2026_01
--              drop_constraint public.orders_2026_01
-- locks        public.customers       ACCESS EXCLUSIVE        catalog only
--              public.orders          ACCESS EXCLUSIVE        catalog only
--              public.orders_2026_01  ACCESS EXCLUSIVE        catalog only
--              public.orders_2026_01  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_2026_01 DROP CONSTRAINT orders_2026_01_bounds
--   BEGIN;
--   ALTER TABLE public.orders DETACH PARTITION public.orders_2026_01;
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_01 FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders_2026_01 VALIDATE CONSTRAINT orders_2026_01_bounds
--   ALTER TABLE public.orders_2026_01 DROP CONSTRAINT orders_2026_01_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2026_01 WHERE NOT ((created_at IS NOT NULL) AND (created_at >= '2025-12-01'::date) AND (created_at < '2026-02-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2026_01 ADD CONSTRAINT orders_2026_01_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2025-12-01'::date) AND (created_at < '2026-02-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2026_01 VALIDATE CONSTRAINT orders_2026_01_bounds;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- In one transaction, so that no row is ever missing.
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DETACH PARTITION public.orders_2026_01;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_01 FOR VALUES FROM ('2025-12-01') TO ('2026-02-01');
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026_01 DROP CONSTRAINT orders_2026_01_bounds;

