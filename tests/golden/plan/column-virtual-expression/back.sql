~ column public.orders.gross: generated (net * 3) -> (net * 2)
~ column public.returns.gross: generated (net * 3) -> (net * 2)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.returns ALTER COLUMN gross SET EXPRESSION AS (net * 2)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      change_virtual public.orders.gross
--              change_virtual_checking public.returns.gross
-- locks        public.orders   ACCESS EXCLUSIVE  catalog only
--              public.returns  ACCESS EXCLUSIVE  scan
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.returns ALTER COLUMN gross SET EXPRESSION AS (net * 3);
--   ALTER TABLE public.orders ALTER COLUMN gross SET EXPRESSION AS (net * 3);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN gross SET EXPRESSION AS (net * 2);

SET statement_timeout = 0;

-- locks: public.returns ACCESS EXCLUSIVE; scan
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.returns WHERE (net * 2) IS NULL LIMIT 5;
ALTER TABLE public.returns ALTER COLUMN gross SET EXPRESSION AS (net * 2);

