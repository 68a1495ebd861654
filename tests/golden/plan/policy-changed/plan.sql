! policy public.orders.a: as (none) -> restrictive; for (none) -> select; to (none) -> harbor_clerk; comment (none) -> second
! policy public.orders.b: for update -> delete; to harbor_clerk -> Harbor Boss; using (total > 0) -> (total > 1); with_check (total > 0) -> (none); comment first -> second
~ policy public.orders.c: with_check (total > 0) -> (total > 1)
! policy public.orders.d: to harbor_clerk -> Harbor Boss; using (total > 0) -> (none)
~ table public.orders: row_security false -> true; force_row_security false -> true
+ table public.vault (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.vault
--              set_row_security public.vault
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.vault NO FORCE ROW LEVEL SECURITY;
--   DROP TABLE public.vault;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.vault (
  id bigint
);

ALTER TABLE public.vault FORCE ROW LEVEL SECURITY;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_policy public.orders.c
--              drop_policy public.orders.a
--              create_policy public.orders.a
--              comment public.orders.a
--              drop_policy public.orders.b
--              create_policy public.orders.b
--              comment public.orders.b
--              drop_policy public.orders.d
--              create_policy public.orders.d
--              set_row_security public.orders
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders NO FORCE ROW LEVEL SECURITY;
--   ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
--   COMMIT;
--   BEGIN;
--   DROP POLICY d ON public.orders;
--   CREATE POLICY d ON public.orders FOR UPDATE TO harbor_clerk
--       USING (total > 0)
--       WITH CHECK (total > 0);
--   COMMENT ON POLICY b ON public.orders IS NULL;
--   DROP POLICY b ON public.orders;
--   CREATE POLICY b ON public.orders AS RESTRICTIVE FOR UPDATE TO harbor_clerk
--       USING (total > 0)
--       WITH CHECK (total > 0);
--   COMMENT ON POLICY a ON public.orders IS NULL;
--   DROP POLICY a ON public.orders;
--   CREATE POLICY a ON public.orders
--       USING (total > 0);
--   ALTER POLICY c ON public.orders
--       WITH CHECK (total > 0);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER POLICY c ON public.orders
    WITH CHECK (total > 1);
DROP POLICY a ON public.orders;
CREATE POLICY a ON public.orders AS RESTRICTIVE FOR SELECT TO harbor_clerk
    USING (total > 0);
COMMENT ON POLICY a ON public.orders IS 'second';
DROP POLICY b ON public.orders;
CREATE POLICY b ON public.orders AS RESTRICTIVE FOR DELETE TO "Harbor Boss"
    USING (total > 1);
COMMENT ON POLICY b ON public.orders IS 'second';
DROP POLICY d ON public.orders;
CREATE POLICY d ON public.orders FOR UPDATE TO "Harbor Boss"
    WITH CHECK (total > 0);
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
COMMIT;

