- table public.logs_2025_us

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition public.logs_2025_us
--              drop_table public.logs_2025_us
-- locks        public.logs_2025       ACCESS EXCLUSIVE  catalog only
--              public.logs_2025_rest  ACCESS EXCLUSIVE  catalog only
--              public.logs_2025_us    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.logs_2025_us
--   ALTER TABLE public.logs_2025 ATTACH PARTITION public.logs_2025_us FOR VALUES IN ('us', 'ca');

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.logs_2025 ACCESS EXCLUSIVE; catalog only
-- locks: public.logs_2025_rest ACCESS EXCLUSIVE; catalog only
-- locks: public.logs_2025_us ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.logs_2025, public.logs_2025_rest, public.logs_2025_us IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.logs_2025 DETACH PARTITION public.logs_2025_us;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.logs_2025_us ACCESS EXCLUSIVE; catalog only
DROP TABLE public.logs_2025_us;

