+ check public.orders.orders_total_check
+ check public.orders.orders_total_small
+ table public.returns (with 3 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.returns
--              comment public.returns.returns_total_check
--              add_check_not_valid public.returns.returns_total_small
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.returns DROP CONSTRAINT returns_total_small;
--   COMMENT ON CONSTRAINT returns_total_check ON public.returns IS NULL;
--   DROP TABLE public.returns;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.returns (
  total integer,
  CONSTRAINT returns_total_check CHECK (total >= 0) NO INHERIT
);

COMMENT ON CONSTRAINT returns_total_check ON public.returns IS 'never negative';

ALTER TABLE public.returns ADD CONSTRAINT returns_total_small CHECK (total < 1000) NOT VALID;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.orders_total_check
--              add_check_not_valid public.orders.orders_total_small
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_small;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (total >= 0) LIMIT 5;
BEGIN;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NO INHERIT NOT VALID;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_small CHECK (total < 1000) NOT VALID;
COMMIT;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_total_check
--              comment public.orders.orders_total_check
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT orders_total_check ON public.orders IS NULL;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON CONSTRAINT orders_total_check ON public.orders IS 'never negative';

