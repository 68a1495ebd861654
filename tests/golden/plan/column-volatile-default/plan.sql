+ column public.orders.token
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.orders ADD COLUMN token uuid DEFAULT gen_random_uuid()

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column_rewriting public.orders.token
-- locks        public.orders  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: rewrite, blocks_reads, blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP COLUMN token;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.orders ADD COLUMN token uuid DEFAULT gen_random_uuid();

