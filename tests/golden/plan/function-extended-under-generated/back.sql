~ column public.orders.fee: bound to the new function public.fee(bigint, text)
+ function public.fee(bigint)
- function public.fee(bigint, text)
refused without --allow breaks_old_code: CREATE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total))

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      create_ambiguous_function public.fee(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.fee(bigint);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      rename_replaced_function public.fee(bigint, text)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER FUNCTION public.fee_old(bigint, text) RENAME TO fee;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER FUNCTION public.fee(bigint, text) RENAME TO fee_old;

COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      change_generated public.orders.fee
--              drop_replaced_function public.fee(bigint, text)
-- locks        public.orders  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint, text)
--   ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total));

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total));

SET statement_timeout = '15s';

DROP FUNCTION public.fee_old(bigint, text);

