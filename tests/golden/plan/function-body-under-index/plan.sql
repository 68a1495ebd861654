~ function public.fee(bigint): body SELECT $1 / 100 -> SELECT $1 / 50
refused without --allow breaks_old_code: CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 50$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      replace_stored_function public.fee(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 / 100$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 50$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.orders_total_check
--              validate_constraint public.orders.orders_total_check
--              drop_constraint public.orders.orders_total_check
--              rename_constraint public.orders.orders_total_check
--              reindex_concurrently public.orders.orders_fee_idx
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
--              A REINDEX CONCURRENTLY that died leaves an INVALID index beside: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: REINDEX INDEX CONCURRENTLY public.orders_fee_idx
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check TO orders_total_check_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK (public.fee(total) >= 0) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new
--   ALTER TABLE public.orders DROP CONSTRAINT orders_total_check_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It holds what function public.fee(bigint) gave as it was.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (public.fee(total) >= 0) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check_new CHECK (public.fee(total) >= 0) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check_new TO orders_total_check;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- It holds what function public.fee(bigint) gave as it was.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_fee_idx_ccnew;
REINDEX INDEX CONCURRENTLY public.orders_fee_idx;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      backfill public.orders.fee
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- It holds what function public.fee(bigint) gave as it was.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET total = total
     WHERE id >= first_key AND id <= last_key
       AND fee IS DISTINCT FROM (public.fee(total));
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

