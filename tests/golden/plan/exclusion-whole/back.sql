- exclusion public.stays.stays_during
- table public.visits (with 4 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.stays.stays_during
-- locks        public.stays  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.stays ADD CONSTRAINT stays_during EXCLUDE USING gist (during WITH &&) INCLUDE (guest) WITH (fillfactor = 80) WHERE (guest IS NOT NULL) DEFERRABLE INITIALLY DEFERRED;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.stays ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.stays DROP CONSTRAINT stays_during;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.visits
-- locks        public.visits  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.visits ACCESS EXCLUSIVE; catalog only
DROP TABLE public.visits;

