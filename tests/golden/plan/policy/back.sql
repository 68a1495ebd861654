- policy public.invoices."all"
- policy public.orders.never_more
- policy public.orders.own
- table public.notes (with 3 parts)
~ table public.orders: row_security true -> false; force_row_security true -> false

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_row_security public.orders
--              drop_policy public.invoices."all"
--              drop_policy public.orders.never_more
--              drop_policy public.orders.own
-- locks        public.invoices  ACCESS EXCLUSIVE  catalog only
--              public.orders    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE POLICY own ON public.orders TO "Harbor Boss", harbor_clerk
--       USING (public.may_see(owner_name) AND (EXISTS ( SELECT
--      FROM public.invoices i
--     WHERE (i.id = orders.id))))
--       WITH CHECK (total > 0);
--   CREATE POLICY never_more ON public.orders AS RESTRICTIVE FOR UPDATE
--       USING (total < 1000);
--   COMMIT;
--   CREATE POLICY "all" ON public.invoices
--       USING (true);
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

-- locks: public.invoices ACCESS EXCLUSIVE; catalog only
DROP POLICY "all" ON public.invoices;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP POLICY never_more ON public.orders;
DROP POLICY own ON public.orders;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.notes
-- locks        public.notes  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
DROP TABLE public.notes;

