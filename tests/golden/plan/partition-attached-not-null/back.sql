~ column public.orders.note: not_null true -> false
~ column public.orders_2026.note: not_null true -> false
~ table public.orders_2026: partition_of public.orders -> (none); values FROM ('2026-01-01') TO ('2027-01-01') -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_not_null public.orders.note
-- locks        public.orders       ACCESS EXCLUSIVE  catalog only
--              public.orders_2025  ACCESS EXCLUSIVE  catalog only
--              public.orders_2026  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN note DROP NOT NULL;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_2026
--              validate_constraint public.orders_2026
--              detach_partition_concurrently public.orders_2026
--              drop_constraint public.orders_2026
--              drop_not_null public.orders_2026.note
-- locks        public.orders_2026  ACCESS EXCLUSIVE        catalog only
--              public.orders_2026  SHARE UPDATE EXCLUSIVE  scan
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 5.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders_2026 ALTER COLUMN note SET NOT NULL;
--   -- can not be undone: ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
--   -- nothing to undo: ALTER TABLE public.orders_2026 VALIDATE CONSTRAINT orders_2026_bounds
--   ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- DETACH CONCURRENTLY would leave a CHECK of its own behind if this one did not stand there.
-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_2026 WHERE NOT ((day IS NOT NULL) AND (day >= '2026-01-01'::date) AND (day < '2027-01-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2026 ADD CONSTRAINT orders_2026_bounds CHECK ((day IS NOT NULL) AND (day >= '2026-01-01'::date) AND (day < '2027-01-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2026 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2026 VALIDATE CONSTRAINT orders_2026_bounds;

SET lock_timeout = 0;

ALTER TABLE public.orders DETACH PARTITION public.orders_2026 CONCURRENTLY;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds;

-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026 ALTER COLUMN note DROP NOT NULL;

