- check public.visits.long_enough
- column public.visits.seconds

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.visits.long_enough
--              drop_column public.visits.seconds
-- locks        public.visits  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.visits DROP COLUMN seconds
--   ALTER TABLE public.visits ADD CONSTRAINT long_enough CHECK (seconds > 1);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.visits ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.visits DROP CONSTRAINT long_enough;

-- locks: public.visits ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.visits DROP COLUMN seconds;

