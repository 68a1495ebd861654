- table public.orders_2026_02

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition_concurrently public.orders_2026_02
--              drop_table public.orders_2026_02
-- locks        public.customers       ACCESS EXCLUSIVE  catalog only
--              public.orders_2026_02  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.orders_2026_02
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_02 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');

SET lock_timeout = 0;
SET statement_timeout = 0;

ALTER TABLE public.orders DETACH PARTITION public.orders_2026_02 CONCURRENTLY;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders_2026_02 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders_2026_02 IN ACCESS EXCLUSIVE MODE;
DROP TABLE public.orders_2026_02;
COMMIT;

