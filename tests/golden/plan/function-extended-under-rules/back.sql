! domain check public.money.money_fee: rebuilt around function public.fee(bigint, text)
! exclusion public.orders.orders_fee: rebuilt around function public.fee(bigint, text)
+ function public.fee(bigint)
- function public.fee(bigint, text)
refused without --allow breaks_old_code: CREATE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =)
refused without --allow blocks_writes: ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee

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
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_replaced_function public.fee(bigint, text)
--              replace_exclusion public.orders.orders_fee
--              drop_domain_check public.money.money_fee
--              add_domain_check public.money.money_fee
--              validate_domain_check public.money.money_fee
--              drop_replaced_function public.fee(bigint, text)
-- locks        public.orders  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 4.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint, text)
--   -- can not be undone: ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee
--   BEGIN;
--   ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
--   ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
--   ALTER FUNCTION public.fee_old(bigint, text) RENAME TO fee;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders ACCESS EXCLUSIVE; index build
BEGIN;
ALTER FUNCTION public.fee(bigint, text) RENAME TO fee_old;
ALTER TABLE public.orders DROP CONSTRAINT orders_fee, ADD CONSTRAINT orders_fee EXCLUDE (public.fee(total) WITH =);
COMMIT;

SET statement_timeout = '15s';

BEGIN;
ALTER DOMAIN public.money DROP CONSTRAINT money_fee;
ALTER DOMAIN public.money ADD CONSTRAINT money_fee CHECK (public.fee(VALUE) >= 0) NOT VALID;
COMMIT;

SET statement_timeout = 0;

ALTER DOMAIN public.money VALIDATE CONSTRAINT money_fee;

SET statement_timeout = '15s';

DROP FUNCTION public.fee_old(bigint, text);

