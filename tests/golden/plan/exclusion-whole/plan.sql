+ exclusion public.stays.stays_during
+ table public.visits (with 4 parts)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.stays ADD CONSTRAINT stays_during EXCLUDE USING gist (during WITH &&) INCLUDE (guest) WITH (fillfactor = 80) WHERE (guest IS NOT NULL) DEFERRABLE INITIALLY DEFERRED

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.visits
--              comment public.visits.visits_during
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT visits_during ON public.visits IS NULL;
--   DROP TABLE public.visits;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.visits (
  room integer,
  during tsrange,
  guest text,
  CONSTRAINT visits_during EXCLUDE USING gist (during WITH &&) INCLUDE (guest) WITH (fillfactor = 80) WHERE (guest IS NOT NULL) DEFERRABLE INITIALLY DEFERRED
);

COMMENT ON CONSTRAINT visits_during ON public.visits IS 'one at a time';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_exclusion public.stays.stays_during
--              comment public.stays.stays_during
-- locks        public.stays  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT stays_during ON public.stays IS NULL;
--   ALTER TABLE public.stays DROP CONSTRAINT stays_during;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.stays ACCESS EXCLUSIVE; index build
ALTER TABLE public.stays ADD CONSTRAINT stays_during EXCLUDE USING gist (during WITH &&) INCLUDE (guest) WITH (fillfactor = 80) WHERE (guest IS NOT NULL) DEFERRABLE INITIALLY DEFERRED;

SET statement_timeout = '15s';

COMMENT ON CONSTRAINT stays_during ON public.stays IS 'one at a time';

