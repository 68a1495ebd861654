> unique public.orders.old_key: renamed
> check public.orders.old_check: renamed
> index public.orders.old_idx: renamed
> index public.orders.old_pair: renamed

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.orders.old_key
--              rename_constraint public.orders.old_check
--              rename_index public.orders.old_idx
--              rename_index public.orders.old_pair
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER INDEX public.old_pair RENAME TO new_pair;
--   ALTER INDEX public.old_idx RENAME TO new_idx;
--   ALTER TABLE public.orders RENAME CONSTRAINT old_check TO new_check;
--   ALTER TABLE public.orders RENAME CONSTRAINT old_key TO new_key;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME CONSTRAINT new_key TO old_key;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME CONSTRAINT new_check TO old_check;

ALTER INDEX public.new_idx RENAME TO old_idx;

ALTER INDEX public.new_pair RENAME TO old_pair;

