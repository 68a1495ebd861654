> unique public.orders.new_key: renamed
> check public.orders.new_check: renamed
> index public.orders.new_pair: renamed
> index public.orders.new_idx: renamed

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.orders.new_key
--              rename_constraint public.orders.new_check
--              rename_index public.orders.new_pair
--              rename_index public.orders.new_idx
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER INDEX public.new_idx RENAME TO old_idx;
--   ALTER INDEX public.new_pair RENAME TO old_pair;
--   ALTER TABLE public.orders RENAME CONSTRAINT new_check TO old_check;
--   ALTER TABLE public.orders RENAME CONSTRAINT new_key TO old_key;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME CONSTRAINT old_key TO new_key;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME CONSTRAINT old_check TO new_check;

ALTER INDEX public.old_pair RENAME TO new_pair;

ALTER INDEX public.old_idx RENAME TO new_idx;

