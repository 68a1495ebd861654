~ column public.orders.note: storage external -> main; compression pglz -> lz4; statistics 500 -> 200; comment what the customer wrote -> what the customer said
~ column public.orders.plain: compression pglz -> (none); statistics 100 -> (none); comment short -> (none)

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
--              set_storage public.orders.plain
--              set_statistics public.orders.plain
--              comment public.orders.plain
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.orders.plain IS 'short';
--   ALTER TABLE public.orders ALTER COLUMN plain SET STATISTICS 100;
--   ALTER TABLE public.orders ALTER COLUMN plain SET COMPRESSION pglz;
--   COMMENT ON COLUMN public.orders.note IS 'what the customer wrote';
--   ALTER TABLE public.orders ALTER COLUMN note SET STATISTICS 500;
--   ALTER TABLE public.orders ALTER COLUMN note SET COMPRESSION pglz;
--   ALTER TABLE public.orders ALTER COLUMN note SET STORAGE external;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN note SET STORAGE main;
ALTER TABLE public.orders ALTER COLUMN note SET COMPRESSION lz4;
ALTER TABLE public.orders ALTER COLUMN note SET STATISTICS 200;
COMMENT ON COLUMN public.orders.note IS 'what the customer said';
ALTER TABLE public.orders ALTER COLUMN plain SET COMPRESSION DEFAULT;
ALTER TABLE public.orders ALTER COLUMN plain SET STATISTICS -1;
COMMENT ON COLUMN public.orders.plain IS NULL;
COMMIT;

