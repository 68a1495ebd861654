~ column public.orders.gross: generated (net * 2) -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_expression public.orders.gross
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN gross DROP EXPRESSION;

