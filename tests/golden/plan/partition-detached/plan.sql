~ table public.orders_2025: partition_of public.orders -> (none); values FROM ('2025-01-01') TO ('2026-01-01') -> (none)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_2025
--              validate_constraint public.orders_2025
--              detach_partition_concurrently public.orders_2025
--              drop_constraint public.orders_2025
-- locks        public.orders_2025  ACCESS EXCLUSIVE        catalog only
--              public.orders_2025  SHARE UPDATE EXCLUSIVE  scan
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
--   -- nothing to undo: ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds
--   ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- DETACH CONCURRENTLY would leave a CHECK of its own behind if this one did not stand there.
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2025 WHERE NOT ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2025 ADD CONSTRAINT orders_2025_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2025-01-01'::date) AND (created_at < '2026-01-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2025 VALIDATE CONSTRAINT orders_2025_bounds;

SET lock_timeout = 0;

ALTER TABLE public.orders DETACH PARTITION public.orders_2025 CONCURRENTLY;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2025 DROP CONSTRAINT orders_2025_bounds;

