! check public.orders.inherited: no_inherit true -> false
~ check public.orders.not_large: comment no large orders -> (none)
~ check public.orders.not_negative: comment at least nothing -> never negative

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_constraint_not_valid public.orders.inherited
--              comment public.orders.not_large
--              comment public.orders.not_negative
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 3.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT not_negative ON public.orders IS 'at least nothing';
--   COMMENT ON CONSTRAINT not_large ON public.orders IS 'no large orders';
--   ALTER TABLE public.orders DROP CONSTRAINT inherited, ADD CONSTRAINT inherited CHECK (total <> 13) NO INHERIT NOT VALID;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT inherited, ADD CONSTRAINT inherited CHECK (total <> 13) NOT VALID;

COMMENT ON CONSTRAINT not_large ON public.orders IS NULL;

COMMENT ON CONSTRAINT not_negative ON public.orders IS 'never negative';

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.inherited
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT inherited;

