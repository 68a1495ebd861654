- column public.orders.collated
- column public.orders.computed
- column public.orders.identified
- column public.orders.stored
- table public.returns (with 4 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.orders.collated
--              drop_column public.orders.computed
--              drop_column public.orders.identified
--              drop_column public.orders.stored
--              drop_table public.returns
-- locks        public.orders   ACCESS EXCLUSIVE  catalog only
--              public.returns  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP COLUMN collated;
ALTER TABLE public.orders DROP COLUMN computed;
ALTER TABLE public.orders DROP COLUMN identified;
ALTER TABLE public.orders DROP COLUMN stored;
COMMIT;

-- locks: public.returns ACCESS EXCLUSIVE; catalog only
DROP TABLE public.returns;

