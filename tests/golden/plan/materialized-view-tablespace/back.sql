- materialized view public.b (with 1 part)
! materialized view index public.a.a1: tablespace fast -> (none)
! materialized view index public.a.a2: tablespace slow -> fast
- materialized view index public.a.a3

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.a.a1
--              rename_index public.a.a1
--              drop_index_concurrently public.a.a1
--              create_index_concurrently public.a.a2
--              rename_index public.a.a2
--              drop_index_concurrently public.a.a2
--              drop_index_concurrently public.a.a3
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE INDEX a3 ON public.a (x) TABLESPACE slow;
--   CREATE INDEX CONCURRENTLY a2_old ON public.a (x) TABLESPACE slow;
--   BEGIN;
--   ALTER INDEX public.a2 RENAME TO a2_new;
--   ALTER INDEX public.a2_old RENAME TO a2;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.a2_new;
--   CREATE INDEX CONCURRENTLY a1_old ON public.a (x) TABLESPACE fast;
--   BEGIN;
--   ALTER INDEX public.a1 RENAME TO a1_new;
--   ALTER INDEX public.a1_old RENAME TO a1;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.a1_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a1_new;
CREATE INDEX CONCURRENTLY a1_new ON public.a (x);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.a1 RENAME TO a1_old;
ALTER INDEX public.a1_new RENAME TO a1;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.a1_old;

-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a2_new;
CREATE INDEX CONCURRENTLY a2_new ON public.a (x) TABLESPACE fast;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.a2 RENAME TO a2_old;
ALTER INDEX public.a2_new RENAME TO a2;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP INDEX CONCURRENTLY public.a2_old;

DROP INDEX CONCURRENTLY public.a3;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_materialized_view public.b
-- locks        public.b  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE MATERIALIZED VIEW public.b AS
--   SELECT 1 AS x;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.b;

