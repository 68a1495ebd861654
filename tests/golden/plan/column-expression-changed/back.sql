~ column public.orders.gross: generated (net * 3) -> (net * 2)
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.orders ALTER COLUMN gross SET EXPRESSION AS (net * 2)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      change_generated public.orders.gross
-- locks        public.orders  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN gross SET EXPRESSION AS (net * 3);

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.orders ALTER COLUMN gross SET EXPRESSION AS (net * 2);

