~ column public.orders.gross: generated (net * 2) -> (none)
~ column public.orders.vat: default (none) -> 0; generated (net / 4) -> (none)
refused without --allow breaks_old_code: ALTER TABLE public.orders ALTER COLUMN gross DROP EXPRESSION
refused without --allow breaks_old_code: ALTER TABLE public.orders ALTER COLUMN vat DROP EXPRESSION

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_expression public.orders.gross
--              drop_expression public.orders.vat
--              set_default public.orders.vat
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN gross DROP EXPRESSION;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN vat DROP EXPRESSION;
ALTER TABLE public.orders ALTER COLUMN vat SET DEFAULT 0;
COMMIT;

