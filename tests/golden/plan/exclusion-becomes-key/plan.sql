- exclusion public.a.a_lo
+ unique public.a.a_lo

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.a.a_lo
--              drop_constraint public.a.a_lo
--              add_key_using_index public.a.a_lo
-- locks        public.a  ACCESS EXCLUSIVE        catalog only
--              public.a  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.a DROP CONSTRAINT a_lo;
--   ALTER TABLE public.a ADD CONSTRAINT a_lo EXCLUDE (lo WITH =);
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.a_lo_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.a SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, lo, count(*) AS times FROM public.a WHERE lo IS NOT NULL GROUP BY lo HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_lo_new;
CREATE UNIQUE INDEX CONCURRENTLY a_lo_new ON public.a (lo);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_lo;
ALTER TABLE public.a ADD CONSTRAINT a_lo UNIQUE USING INDEX a_lo_new;
COMMIT;

