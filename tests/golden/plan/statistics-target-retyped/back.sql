~ column public.orders.note: type text -> character varying(20)
! statistics public.orders.orders_kinds: kinds (none) -> mcv
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.orders ALTER COLUMN note TYPE character varying(20)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_statistics public.orders.orders_kinds
--              set_type_rewriting public.orders.note
--              set_statistics_target public.orders.orders_both
--              set_statistics_target public.orders_2026.orders_2026_both
--              create_statistics public.orders.orders_kinds
-- locks        public.orders       ACCESS EXCLUSIVE  rewrite
--              public.orders_2026  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   DROP STATISTICS public.orders_kinds;
--   BEGIN;
--   ALTER STATISTICS public.orders_2026_both SET STATISTICS 500;
--   ALTER STATISTICS public.orders_both SET STATISTICS 200;
--   ALTER TABLE public.orders ALTER COLUMN note TYPE text;
--   COMMIT;
--   CREATE STATISTICS public.orders_kinds ON day, note FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP STATISTICS public.orders_kinds;

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

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
CREATE STATISTICS public.orders_kinds (mcv) ON day, note FROM public.orders;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      set_statistics_target public.orders.orders_kinds
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER STATISTICS public.orders_kinds SET STATISTICS -1;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public.orders_kinds SET STATISTICS 100;

COMMIT;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
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

