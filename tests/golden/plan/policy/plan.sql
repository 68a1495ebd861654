+ policy public.invoices."all"
+ policy public.orders.never_more
+ policy public.orders.own
+ table public.notes (with 3 parts)
~ table public.orders: row_security false -> true; force_row_security false -> true

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.notes
--              create_policy public.notes.reading
--              comment public.notes.reading
--              create_policy public.notes.writing
--              set_row_security public.notes
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.notes DISABLE ROW LEVEL SECURITY;
--   DROP POLICY writing ON public.notes;
--   COMMENT ON POLICY reading ON public.notes IS NULL;
--   DROP POLICY reading ON public.notes;
--   DROP TABLE public.notes;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.notes (
  id bigint
);

CREATE POLICY reading ON public.notes AS RESTRICTIVE FOR SELECT TO harbor_clerk
    USING (id > 0);

COMMENT ON POLICY reading ON public.notes IS 'Read';

CREATE POLICY writing ON public.notes FOR INSERT
    WITH CHECK (id > 0);

ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_policy public.invoices."all"
--              create_policy public.orders.never_more
--              create_policy public.orders.own
--              set_row_security public.orders
--              comment public.orders.own
-- locks        public.invoices  ACCESS EXCLUSIVE  catalog only
--              public.orders    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON POLICY own ON public.orders IS NULL;
--   ALTER TABLE public.orders NO FORCE ROW LEVEL SECURITY;
--   ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
--   COMMIT;
--   BEGIN;
--   DROP POLICY own ON public.orders;
--   DROP POLICY never_more ON public.orders;
--   COMMIT;
--   DROP POLICY "all" ON public.invoices;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.invoices ACCESS EXCLUSIVE; catalog only
CREATE POLICY "all" ON public.invoices
    USING (true);

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
CREATE POLICY never_more ON public.orders AS RESTRICTIVE FOR UPDATE
    USING (total < 1000);
CREATE POLICY own ON public.orders TO "Harbor Boss", harbor_clerk
    USING (public.may_see(owner_name) AND (EXISTS ( SELECT
   FROM public.invoices i
  WHERE (i.id = orders.id))))
    WITH CHECK (total > 0);
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
COMMENT ON POLICY own ON public.orders IS 'Own rows';
COMMIT;

