> foreign check public.orders.remarked: renamed
! foreign check public.orders.doubted: not_valid false -> true
+ foreign check public.orders.fresh
- foreign check public.orders.gone
! foreign check public.orders.passed_on: no_inherit true -> false
! foreign check public.orders.reworded: expression (total > 0) -> (total > 1)
~ foreign check public.orders.spoken_of: comment (none) -> Ours alone
~ foreign check public.orders.trusted: not_valid true -> false; comment Not yet trusted -> Trusted
+ foreign table public.more (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.orders.remarked
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders RENAME CONSTRAINT remarked TO noted;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TABLE public.orders RENAME CONSTRAINT noted TO remarked;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_foreign_table public.more
--              alter_foreign_table public.more.more_id_check
--              comment public.more.more_id_check
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT more_id_check ON public.more IS NULL;
--   ALTER FOREIGN TABLE public.more DROP CONSTRAINT more_id_check;
--   DROP FOREIGN TABLE public.more;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FOREIGN TABLE public.more (
    id bigint
)
    SERVER other;

ALTER FOREIGN TABLE public.more ADD CONSTRAINT more_id_check CHECK (id > 0) NO INHERIT NOT VALID;

COMMENT ON CONSTRAINT more_id_check ON public.more IS 'Of all';

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_foreign_table public.orders.fresh
--              comment public.orders.fresh
--              comment public.orders.spoken_of
--              alter_foreign_table public.orders.trusted
--              comment public.orders.trusted
--              alter_foreign_table public.orders.doubted
--              comment public.orders.doubted
--              alter_foreign_table public.orders.gone
--              alter_foreign_table public.orders.passed_on
--              alter_foreign_table public.orders.reworded
--              comment public.orders.reworded
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 3, 5 and 9 of 9.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT reworded ON public.orders IS NULL;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT reworded;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT reworded CHECK (total > 0);
--   COMMIT;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT passed_on;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT passed_on CHECK (total <> 7) NO INHERIT;
--   COMMIT;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT gone CHECK (id <> 5) NOT VALID;
--   COMMENT ON CONSTRAINT doubted ON public.orders IS NULL;
--   BEGIN;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT doubted;
--   ALTER FOREIGN TABLE public.orders ADD CONSTRAINT doubted CHECK (total <> 13);
--   COMMIT;
--   COMMENT ON CONSTRAINT trusted ON public.orders IS 'Not yet trusted';
--   -- can not be undone: ALTER FOREIGN TABLE public.orders VALIDATE CONSTRAINT trusted
--   BEGIN;
--   COMMENT ON CONSTRAINT spoken_of ON public.orders IS NULL;
--   COMMENT ON CONSTRAINT fresh ON public.orders IS NULL;
--   ALTER FOREIGN TABLE public.orders DROP CONSTRAINT fresh;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT fresh CHECK (id < 1000000) NO INHERIT NOT VALID;
COMMENT ON CONSTRAINT fresh ON public.orders IS 'New';
COMMENT ON CONSTRAINT spoken_of ON public.orders IS 'Ours alone';
COMMIT;

ALTER FOREIGN TABLE public.orders VALIDATE CONSTRAINT trusted;

COMMENT ON CONSTRAINT trusted ON public.orders IS 'Trusted';

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT doubted;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT doubted CHECK (total <> 13) NOT VALID;
COMMIT;

COMMENT ON CONSTRAINT doubted ON public.orders IS 'Bad luck';

ALTER FOREIGN TABLE public.orders DROP CONSTRAINT gone;

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT passed_on;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT passed_on CHECK (total <> 7);
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.orders DROP CONSTRAINT reworded;
ALTER FOREIGN TABLE public.orders ADD CONSTRAINT reworded CHECK (total > 1);
COMMIT;

COMMENT ON CONSTRAINT reworded ON public.orders IS 'All of them';

