+ subscription feed
+ subscription plain

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_subscription feed
--              comment feed
--              create_subscription plain
-- rights       LS501 needs_privilege: create_subscription feed, create_subscription plain
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SUBSCRIPTION plain;
--   COMMENT ON SUBSCRIPTION feed IS NULL;
--   DROP SUBSCRIPTION feed;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
CREATE SUBSCRIPTION feed
    CONNECTION 'host=db2 dbname=shop user=rep password=env:REP_PASSWORD'
    PUBLICATION everything
    WITH (connect = false, slot_name = NONE, binary = true, streaming = parallel, synchronous_commit = local, disable_on_error = true, password_required = false, run_as_owner = true, origin = none, failover = true, two_phase = true);

COMMENT ON SUBSCRIPTION feed IS 'From the shop';

CREATE SUBSCRIPTION plain
    CONNECTION 'host=db3'
    PUBLICATION a, b
    WITH (connect = false, slot_name = NONE);

COMMIT;

