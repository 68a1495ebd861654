+ column public.orders.amount
+ column public.orders.note
+ column public.orders.zone

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.zone
--              add_column public.orders.note
--              comment public.orders.note
--              add_column public.orders.amount
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders DROP COLUMN amount;
--   COMMENT ON COLUMN public.orders.note IS NULL;
--   ALTER TABLE public.orders DROP COLUMN note;
--   ALTER TABLE public.orders DROP COLUMN zone;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN zone text;
ALTER TABLE public.orders ADD COLUMN note text;
COMMENT ON COLUMN public.orders.note IS 'Of the customer';
ALTER TABLE public.orders ADD COLUMN amount numeric;
COMMIT;

