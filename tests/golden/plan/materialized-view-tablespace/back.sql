- materialized view public.b (with 1 part)
! materialized view index public.a.a1: tablespace fast -> (none)
! materialized view index public.a.a2: tablespace slow -> fast
- materialized view index public.a.a3
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.a1;
CREATE INDEX a1 ON public.a (x)
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.a2;
CREATE INDEX a2 ON public.a (x) TABLESPACE fast

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_index public.a.a1
--              replace_index public.a.a2
--              drop_index public.a.a3
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE INDEX a3 ON public.a (x) TABLESPACE slow;
--   -- can not be undone: DROP INDEX public.a2
--   -- can not be undone: DROP INDEX public.a1

SET lock_timeout = '3s';
SET statement_timeout = 0;

BEGIN;
DROP INDEX public.a1;
CREATE INDEX a1 ON public.a (x);
COMMIT;

BEGIN;
DROP INDEX public.a2;
CREATE INDEX a2 ON public.a (x) TABLESPACE fast;
COMMIT;

SET statement_timeout = '15s';

DROP INDEX public.a3;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_materialized_view public.b
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE MATERIALIZED VIEW public.b AS
--   SELECT 1 AS x;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP MATERIALIZED VIEW public.b;

