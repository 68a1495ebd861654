+ materialized view public.b (with 1 part)
! materialized view index public.a.a1: tablespace (none) -> fast
! materialized view index public.a.a2: tablespace fast -> slow
+ materialized view index public.a.a3
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.a1;
CREATE INDEX a1 ON public.a (x) TABLESPACE fast
refused without --allow blocks_reads, blocks_writes: DROP INDEX public.a2;
CREATE INDEX a2 ON public.a (x) TABLESPACE slow
refused without --allow blocks_writes: CREATE INDEX a3 ON public.a (x) TABLESPACE slow

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_materialized_view public.b
--              create_index public.b.b1
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.b1;
--   DROP MATERIALIZED VIEW public.b;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE MATERIALIZED VIEW public.b AS
SELECT 1 AS x;

CREATE INDEX b1 ON public.b (x) TABLESPACE slow;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_index public.a.a1
--              replace_index public.a.a2
--              create_index public.a.a3
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   DROP INDEX public.a3;
--   -- can not be undone: DROP INDEX public.a2
--   -- can not be undone: DROP INDEX public.a1

SET lock_timeout = '3s';
SET statement_timeout = 0;

BEGIN;
DROP INDEX public.a1;
CREATE INDEX a1 ON public.a (x) TABLESPACE fast;
COMMIT;

BEGIN;
DROP INDEX public.a2;
CREATE INDEX a2 ON public.a (x) TABLESPACE slow;
COMMIT;

CREATE INDEX a3 ON public.a (x) TABLESPACE slow;

