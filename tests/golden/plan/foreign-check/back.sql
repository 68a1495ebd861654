> foreign check public.orders.noted: renamed
~ foreign check public.orders.doubted: not_valid true -> false
- foreign check public.orders.fresh
+ foreign check public.orders.gone
! foreign check public.orders.passed_on: no_inherit false -> true
! foreign check public.orders.reworded: expression (total > 1) -> (total > 0)
~ foreign check public.orders.spoken_of: comment Ours alone -> (none)
! foreign check public.orders.trusted: not_valid false -> true; comment Trusted -> Not yet trusted
- foreign table public.more (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.orders.noted
--              alter_foreign_table public.orders.doubted
--              alter_foreign_table public.orders.gone
--              comment public.orders.gone
--              comment public.orders.spoken_of
--              alter_foreign_table public.orders.fresh
--              alter_foreign_table public.orders.passed_on
--              alter_foreign_table public.orders.reworded
--              comment public.orders.reworded
--              alter_foreign_table public.orders.trusted
--              comment public.orders.trusted
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 6 and 8 of 8.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT trusted ON public.orders IS NULL;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT trusted;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT trusted CHECK (total < 100) NO INHERIT;
--   COMMIT;
--   COMMENT ON CONSTRAINT reworded ON public.orders IS NULL;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT reworded;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT reworded CHECK (total > 1);
--   COMMIT;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT passed_on;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT passed_on CHECK (total <> 7);
--   COMMIT;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT fresh CHECK (id < 1000000) NO INHERIT NOT VALID;
--   COMMENT ON CONSTRAINT spoken_of ON public.orders IS 'Ours alone';
--   COMMENT ON CONSTRAINT gone ON public.orders IS NULL;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT gone;
--   COMMIT;
--   -- can not be undone: ALTER FOREIGN TABLE public.orders VALIDATE CONSTRAINT doubted
--   ALTER TABLE public.orders RENAME CONSTRAINT noted TO remarked;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TABLE public.orders RENAME CONSTRAINT remarked TO noted;

ALTER FOREIGN TABLE public.orders VALIDATE CONSTRAINT doubted;

BEGIN;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT gone CHECK (id <> 5) NOT VALID;
COMMENT ON CONSTRAINT gone ON public.orders IS 'It goes';
COMMENT ON CONSTRAINT spoken_of ON public.orders IS NULL;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT fresh;
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT passed_on;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT passed_on CHECK (total <> 7) NO INHERIT;
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT reworded;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT reworded CHECK (total > 0);
COMMIT;

COMMENT ON CONSTRAINT reworded ON public.orders IS 'All of them';

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT trusted;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT trusted CHECK (total < 100) NO INHERIT NOT VALID;
COMMIT;

COMMENT ON CONSTRAINT trusted ON public.orders IS 'Not yet trusted';

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_table public.more
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE FOREIGN TABLE public.more (
--       id bigint
--   )
--       SERVER other;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FOREIGN TABLE public.more;

