- statistics public.orders.expression
- statistics public.orders."full"
- statistics public.orders.plain
- table public.notes (with 3 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_statistics public.orders.expression
--              drop_statistics public.orders."full"
--              drop_statistics public.orders.plain
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE STATISTICS public.plain ON id, total FROM public.orders;
--   CREATE STATISTICS public."full" (ndistinct, mcv) ON id, total, ((total % (10)::bigint)) FROM public.orders;
--   CREATE STATISTICS public.expression ON (lower(owner_name)) FROM public.orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
DROP STATISTICS public.expression;
DROP STATISTICS public."full";
DROP STATISTICS public.plain;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.notes
-- locks        public.notes  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
DROP TABLE public.notes;

