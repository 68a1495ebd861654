~ column public.orders.fee: bound to the new function public.fee(bigint)
- function public.fee(bigint)
+ function public.fee(bigint, text)
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total))

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_replaced_function public.fee(bigint)
--              create_function public.fee(bigint, text)
--              change_generated public.orders.fee
--              drop_replaced_function public.fee(bigint)
-- locks        public.orders  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 3.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint)
--   ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total));
--   BEGIN;
--   DROP FUNCTION public.fee(bigint, text);
--   ALTER FUNCTION public.fee_old(bigint) RENAME TO fee;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
ALTER FUNCTION public.fee(bigint) RENAME TO fee_old;
CREATE FUNCTION public.fee(bigint, currency text DEFAULT 'EUR'::text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT CASE $2 WHEN 'JPY' THEN 0 ELSE $1 / 100 END$$;
COMMIT;

SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.orders ALTER COLUMN fee SET EXPRESSION AS (public.fee(total));

SET statement_timeout = '15s';

DROP FUNCTION public.fee_old(bigint);

