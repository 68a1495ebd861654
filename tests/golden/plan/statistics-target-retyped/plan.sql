~ column public.orders.note: type character varying(20) -> text

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type public.orders.note
--              set_statistics_target public.orders.orders_both
--              set_statistics_target public.orders_2026.orders_2026_both
-- locks        public.orders       ACCESS EXCLUSIVE  catalog only
--              public.orders_2026  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER STATISTICS public.orders_2026_both SET STATISTICS 500;
--   ALTER STATISTICS public.orders_both SET STATISTICS 200;
--   ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(20);
--   COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- The new type has made public.orders_both anew, without its target.
-- The new type has made public.orders_2026_both anew, without its target.
-- locks: public.orders ACCESS EXCLUSIVE, public.orders_2026 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN note TYPE text;
ALTER STATISTICS public.orders_both SET STATISTICS 200;
ALTER STATISTICS public.orders_2026_both SET STATISTICS 500;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.orders.note
-- locks        public.orders       SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2026  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE, public.orders_2026 SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (note);

