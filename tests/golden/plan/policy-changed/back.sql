! policy public.orders.a: as restrictive -> (none); for select -> (none); to harbor_clerk -> (none); comment second -> (none)
! policy public.orders.b: for delete -> update; to Harbor Boss -> harbor_clerk; using (total > 1) -> (total > 0); with_check (none) -> (total > 0); comment second -> first
~ policy public.orders.c: with_check (total > 1) -> (total > 0)
~ policy public.orders.d: to Harbor Boss -> harbor_clerk; using (none) -> (total > 0)
~ table public.orders: row_security true -> false; force_row_security true -> false
- table public.vault (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_row_security public.orders
--              alter_policy public.orders.c
--              alter_policy public.orders.d
--              drop_policy public.orders.a
--              create_policy public.orders.a
--              drop_policy public.orders.b
--              create_policy public.orders.b
--              comment public.orders.b
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON POLICY b ON public.orders IS NULL;
--   DROP POLICY b ON public.orders;
--   CREATE POLICY b ON public.orders AS RESTRICTIVE FOR DELETE TO "Harbor Boss"
--       USING (total > 1);
--   DROP POLICY a ON public.orders;
--   CREATE POLICY a ON public.orders AS RESTRICTIVE FOR SELECT TO harbor_clerk
--       USING (total > 0);
--   ALTER POLICY d ON public.orders TO "Harbor Boss"
--       WITH CHECK (total > 0);
--   ALTER POLICY c ON public.orders
--       WITH CHECK (total > 1);
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
--   ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders NO FORCE ROW LEVEL SECURITY;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER POLICY c ON public.orders
    WITH CHECK (total > 0);
ALTER POLICY d ON public.orders TO harbor_clerk
    USING (total > 0)
    WITH CHECK (total > 0);
DROP POLICY a ON public.orders;
CREATE POLICY a ON public.orders
    USING (total > 0);
DROP POLICY b ON public.orders;
CREATE POLICY b ON public.orders AS RESTRICTIVE FOR UPDATE TO harbor_clerk
    USING (total > 0)
    WITH CHECK (total > 0);
COMMENT ON POLICY b ON public.orders IS 'first';
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.vault
-- locks        public.vault  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.vault ACCESS EXCLUSIVE; catalog only
DROP TABLE public.vault;

