~ column public.orders.note: default 'sad'::public.mood -> 'ok'::public.mood
~ enum public.mood: values sad -> sad, ok

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.mood
--              set_default public.orders.note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN note SET DEFAULT 'sad'::public.mood;
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'ok'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.mood ADD VALUE 'ok';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN note SET DEFAULT 'ok'::public.mood;

