~ column public.orders.note: storage external -> (none); compression pglz -> (none); statistics 500 -> (none); comment what the customer wrote -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_storage public.orders.note
--              set_statistics public.orders.note
--              comment public.orders.note
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.orders.note IS 'what the customer wrote';
--   ALTER TABLE public.orders ALTER COLUMN note SET STATISTICS 500;
--   ALTER TABLE public.orders ALTER COLUMN note SET COMPRESSION pglz;
--   ALTER TABLE public.orders ALTER COLUMN note SET STORAGE external;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  EXECUTE 'ALTER TABLE public.orders ALTER COLUMN note SET STORAGE ' || (
    SELECT CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = 'public.orders'::regclass AND a.attname = 'note');
END $$;
ALTER TABLE public.orders ALTER COLUMN note SET COMPRESSION DEFAULT;
ALTER TABLE public.orders ALTER COLUMN note SET STATISTICS -1;
COMMENT ON COLUMN public.orders.note IS NULL;
COMMIT;

