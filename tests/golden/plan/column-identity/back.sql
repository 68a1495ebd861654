~ column public.orders.customer_id: not_null true -> false; identity by default -> (none); identity_options increment=5, start=100 -> (none)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_identity public.orders.customer_id
--              drop_not_null public.orders.customer_id
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN customer_id SET NOT NULL;
--   -- can not be undone: ALTER TABLE public.orders ALTER COLUMN customer_id DROP IDENTITY

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN customer_id DROP IDENTITY;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN customer_id DROP NOT NULL;

