~ column public.customers.id: type integer -> bigint
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.customers ALTER COLUMN id TYPE bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type_rewriting public.customers.id
-- locks        public.customers      ACCESS EXCLUSIVE  rewrite
--              public.old_customers  ACCESS EXCLUSIVE  rewrite
--              public.orders         ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.customers ALTER COLUMN id TYPE integer;

SET lock_timeout = '333ms';
SET statement_timeout = 0;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE; rewrite
-- locks: public.old_customers ACCESS EXCLUSIVE; rewrite
-- locks: public.orders ACCESS EXCLUSIVE; rewrite
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.customers ALTER COLUMN id TYPE bigint;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.customers.id
-- locks        public.customers  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.customers (id);

