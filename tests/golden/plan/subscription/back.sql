- subscription feed
- subscription plain

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_subscription feed
--              drop_subscription plain
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_subscription feed, drop_subscription plain
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE SUBSCRIPTION plain
--       CONNECTION 'host=db3'
--       PUBLICATION a, b
--       WITH (connect = false, slot_name = NONE);
--   CREATE SUBSCRIPTION feed
--       CONNECTION 'host=db2 dbname=shop user=rep password=env:REP_PASSWORD'
--       PUBLICATION everything
--       WITH (connect = false, slot_name = NONE, binary = true, streaming = parallel, synchronous_commit = local, disable_on_error = true, password_required = false, run_as_owner = true, origin = none, failover = true, two_phase = true);

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP SUBSCRIPTION feed;

DROP SUBSCRIPTION plain;

