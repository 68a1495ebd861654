+ check public.visits.long_enough
+ column public.visits.seconds

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.visits.seconds
--              add_check_not_valid public.visits.long_enough
-- locks        public.visits  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.visits DROP CONSTRAINT long_enough;
--   ALTER TABLE public.visits DROP COLUMN seconds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.visits ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.visits ADD COLUMN seconds integer;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.visits ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.visits WHERE NOT (seconds > 1) LIMIT 5;
ALTER TABLE public.visits ADD CONSTRAINT long_enough CHECK (seconds > 1) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.visits.long_enough
-- locks        public.visits  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.visits SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.visits VALIDATE CONSTRAINT long_enough;

