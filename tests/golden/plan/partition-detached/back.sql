~ table public.orders_2025: partition_of (none) -> public.orders; values (none) -> FROM ('2025-01-01') TO ('2026-01-01')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_2025
--              validate_constraint public.orders_2025
--              attach_partition public.orders_2025
--              drop_constraint public.orders_2025
-- locks        public.customers    ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  catalog only
--              public.orders_2025  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders DETACH PARTITION public.orders_2025;
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2025 WHERE NOT ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.orders IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.orders_2025 IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;

