- sql "a counter"
- sql b

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_sql "a counter"
--              record_sql "a counter"
--              drop_sql b
--              record_sql b
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP ACCESS METHOD heap2;
DELETE FROM lockstep.sql WHERE name = 'a counter';
COMMIT;

BEGIN;
DROP FUNCTION public.shadowed();
DELETE FROM lockstep.sql WHERE name = 'b';
COMMIT;

