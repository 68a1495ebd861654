+ column public.orders.gross
+ table public.returns (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.returns
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.returns;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.returns (
  net integer,
  gross integer GENERATED ALWAYS AS (net * 2) VIRTUAL
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.gross
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP COLUMN gross;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN gross integer GENERATED ALWAYS AS (net * 2) VIRTUAL;

