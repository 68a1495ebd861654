! check public.orders.inherited: no_inherit false -> true
~ check public.orders.not_large: comment (none) -> no large orders
~ check public.orders.not_negative: comment never negative -> at least nothing

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.inherited
--              validate_constraint public.orders.inherited
--              drop_constraint public.orders.inherited
--              rename_constraint public.orders.inherited
--              comment public.orders.not_large
--              comment public.orders.not_negative
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON CONSTRAINT not_negative ON public.orders IS 'never negative';
--   COMMENT ON CONSTRAINT not_large ON public.orders IS NULL;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT inherited TO inherited_new;
--   ALTER TABLE public.orders ADD CONSTRAINT inherited CHECK (total <> 13) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT inherited_new
--   ALTER TABLE public.orders DROP CONSTRAINT inherited_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (total <> 13) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT inherited_new CHECK (total <> 13) NO INHERIT NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT inherited_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT inherited;
ALTER TABLE public.orders RENAME CONSTRAINT inherited_new TO inherited;
COMMIT;

BEGIN;
COMMENT ON CONSTRAINT not_large ON public.orders IS 'no large orders';
COMMENT ON CONSTRAINT not_negative ON public.orders IS 'at least nothing';
COMMIT;

