- sql heights
- sql "tide storage"
- table public.tides (with 2 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.tides
--              drop_sql heights
--              record_sql heights
--              drop_sql "tide storage"
--              record_sql "tide storage"
-- locks        public.tides  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.tides ACCESS EXCLUSIVE; catalog only
DROP TABLE public.tides;

BEGIN;
DROP TYPE public.height;
DELETE FROM lockstep.sql WHERE name = 'heights';
COMMIT;

BEGIN;
DROP ACCESS METHOD tide_heap;
DELETE FROM lockstep.sql WHERE name = 'tide storage';
COMMIT;

