+ column public.orders.double
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) STORED

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column_rewriting public.orders.double
-- locks        public.orders  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP COLUMN double;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) STORED;

