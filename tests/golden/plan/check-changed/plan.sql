! check public.orders.orders_total_check: expression (total >= 0) -> (total >= 1); comment (none) -> at least one

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.orders_total_check
--              validate_constraint public.orders.orders_total_check
--              drop_constraint public.orders.orders_total_check
--              rename_constraint public.orders.orders_total_check
--              comment public.orders.orders_total_check
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT orders_total_check ON public.orders IS NULL;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check TO orders_total_check_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_check_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (total >= 1) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check_new CHECK (total >= 1) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check_new TO orders_total_check;
COMMIT;

COMMENT ON CONSTRAINT orders_total_check ON public.orders IS 'at least one';

