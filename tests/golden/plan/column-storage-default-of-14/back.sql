~ column public.orders.note: storage (none) -> external

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_storage public.orders.note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   DO $$
--   BEGIN
--     EXECUTE 'ALTER TABLE public.orders ALTER COLUMN note SET STORAGE ' || (
--       SELECT CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
--         FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
--        WHERE a.attrelid = 'public.orders'::regclass AND a.attname = 'note');
--   END $$;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN note SET STORAGE external;

