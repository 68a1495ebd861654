! domain check public.money.money_fee: rebuilt around function public.fee(bigint)
! exclusion public.orders.orders_fee: rebuilt around function public.fee(bigint)
- function public.fee(bigint)
+ function public.fee(bigint, text)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =)
refused without --allow blocks_writes: ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_replaced_function public.fee(bigint)
--              create_function public.fee(bigint, text)
--              replace_exclusion public.orders.orders_fee
--              drop_domain_check public.money.money_fee
--              add_domain_check public.money.money_fee
--              drop_replaced_function public.fee(bigint)
-- locks        public.orders  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint)
--   BEGIN;
--   ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
--   ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
--   DROP FUNCTION public.fee(bigint, text);
--   ALTER FUNCTION public.fee_old(bigint) RENAME TO fee;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; index build
BEGIN;
ALTER FUNCTION public.fee(bigint) RENAME TO fee_old;
CREATE FUNCTION public.fee(bigint, currency text DEFAULT 'EUR'::text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT CASE $2 WHEN 'JPY' THEN 0 ELSE $1 / 100 END$$;
ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
COMMIT;

SET statement_timeout = '15s';

BEGIN;
ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
COMMIT;

DROP FUNCTION public.fee_old(bigint);

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_domain_check public.money.money_fee
-- hazards      accepted: LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee;

