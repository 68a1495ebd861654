- check public.orders.note_given
~ column public.orders.note: not_null false -> true

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_not_null_proven public.orders.note
--              drop_constraint public.orders.note_given
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT note_given CHECK ((note IS NOT NULL) AND ((note)::text <> ''::text));
--   ALTER TABLE public.orders ALTER COLUMN note DROP NOT NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- A valid CHECK of the table proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT note_given;
COMMIT;

