~ column public.orders.note: type text -> character varying(20)
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(20)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type_rewriting public.orders.note
--              set_statistics_target public.orders.orders_both
--              set_statistics_target public.orders_2026.orders_2026_both
-- locks        public.orders       ACCESS EXCLUSIVE  rewrite
--              public.orders_2026  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER STATISTICS public.orders_2026_both SET STATISTICS 500;
--   ALTER STATISTICS public.orders_both SET STATISTICS 200;
--   ALTER TABLE public.orders ALTER COLUMN note TYPE text;
--   COMMIT;

SET lock_timeout = '500ms';
SET statement_timeout = 0;

-- The new type has made public.orders_both anew, without its target.
-- The new type has made public.orders_2026_both anew, without its target.
-- locks: public.orders ACCESS EXCLUSIVE, public.orders_2026 ACCESS EXCLUSIVE; rewrite
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE length(note) > 20 LIMIT 5;
BEGIN;
ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(20);
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

