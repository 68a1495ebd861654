~ function public.fee(bigint): body SELECT $1 / 100 -> SELECT $1 / 50
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =)
refused without --allow blocks_writes: ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_function public.fee(bigint)
--              replace_exclusion public.orders.orders_fee
--              drop_domain_check public.money.money_fee
--              add_domain_check public.money.money_fee
-- locks        public.orders  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
--   ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
--   CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 / 100$$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- It holds what function public.fee(bigint) gave as it was.
-- locks: public.orders ACCESS EXCLUSIVE; index build
BEGIN;
CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 50$$;
ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
COMMIT;

SET statement_timeout = '15s';

-- It holds what function public.fee(bigint) gave as it was.
BEGIN;
ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
COMMIT;

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

