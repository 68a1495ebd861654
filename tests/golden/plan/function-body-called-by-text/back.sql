~ function public.fee(bigint): body SELECT $1 / 50 -> SELECT $1 / 100
refused without --allow breaks_old_code: CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$

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
--       AS $$SELECT $1 / 50$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.net_given
--              validate_constraint public.orders.net_given
--              drop_constraint public.orders.net_given
--              rename_constraint public.orders.net_given
--              reindex_concurrently public.orders.orders_net_idx
--              refresh_materialized_view_concurrently public.nets
-- locks        public.nets    EXCLUSIVE               scan
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 5 of 5.
--              A REINDEX CONCURRENTLY that died leaves an INVALID index beside: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: REFRESH MATERIALIZED VIEW CONCURRENTLY public.nets
--   -- can not be undone: REINDEX INDEX CONCURRENTLY public.orders_net_idx
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT net_given TO net_given_new;
--   ALTER TABLE public.orders ADD CONSTRAINT net_given CHECK (public.net(total) > 0) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT net_given_new
--   ALTER TABLE public.orders DROP CONSTRAINT net_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It holds what function public.fee(bigint) gave as it was.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (public.net(total) > 0) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT net_given_new CHECK (public.net(total) > 0) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT net_given_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT net_given;
ALTER TABLE public.orders RENAME CONSTRAINT net_given_new TO net_given;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- It holds what function public.fee(bigint) gave as it was.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_net_idx_ccnew;
REINDEX INDEX CONCURRENTLY public.orders_net_idx;

SET lock_timeout = '3s';

-- Its rows are those of function public.fee(bigint) as it was.
-- locks: public.nets EXCLUSIVE; scan
REFRESH MATERIALIZED VIEW CONCURRENTLY public.nets;

