~ subscription feed: publications a -> everything; binary false -> true; synchronous_commit (none) -> local; two_phase false -> true; disable_on_error false -> true; password_required true -> false; run_as_owner false -> true; origin (none) -> none; failover false -> true; comment (none) -> old
~ subscription given: binary true -> false; synchronous_commit local -> (none); two_phase true -> false; disable_on_error true -> false; password_required false -> true; run_as_owner true -> false; origin none -> (none); failover true -> false; comment new -> (none)
~ subscription kept: publications some -> all; streaming parallel -> on; synchronous_commit remote_write -> local; comment new -> old; reach host=db3 -> host=db2
refused without --allow breaks_old_code: DROP SUBSCRIPTION feed
refused without --allow breaks_old_code: DROP SUBSCRIPTION given

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_subscription kept
-- rights       LS501 needs_privilege: alter_subscription kept
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SUBSCRIPTION kept SET (streaming = parallel, synchronous_commit = remote_write);
--   ALTER SUBSCRIPTION kept SET PUBLICATION "some" WITH (refresh = false);
--   ALTER SUBSCRIPTION kept CONNECTION 'host=db3';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER SUBSCRIPTION kept CONNECTION 'host=db2';

ALTER SUBSCRIPTION kept SET PUBLICATION "all" WITH (refresh = false);

ALTER SUBSCRIPTION kept SET (streaming = on, synchronous_commit = local);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment kept
--              drop_subscription feed
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_subscription feed
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   CREATE SUBSCRIPTION feed
--       CONNECTION 'host=db2 password=env:B'
--       PUBLICATION a
--       WITH (connect = false, slot_name = NONE);
--   COMMENT ON SUBSCRIPTION kept IS 'new';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON SUBSCRIPTION kept IS 'old';

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP SUBSCRIPTION feed;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_subscription feed
-- rights       LS501 needs_privilege: create_subscription feed
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SUBSCRIPTION feed;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
CREATE SUBSCRIPTION feed
    CONNECTION 'host=db2 password=env:A'
    PUBLICATION everything
    WITH (connect = false, slot_name = NONE, binary = true, streaming = on, synchronous_commit = local, disable_on_error = true, password_required = false, run_as_owner = true, origin = none, failover = true, two_phase = true);

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment feed
--              drop_subscription given
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_subscription given
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   CREATE SUBSCRIPTION given
--       CONNECTION 'host=db2 password=env:B'
--       PUBLICATION a
--       WITH (connect = false, slot_name = NONE, binary = true, streaming = on, synchronous_commit = local, disable_on_error = true, password_required = false, run_as_owner = true, origin = none, failover = true, two_phase = true);
--   COMMENT ON SUBSCRIPTION feed IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON SUBSCRIPTION feed IS 'old';

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP SUBSCRIPTION given;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_subscription given
-- rights       LS501 needs_privilege: create_subscription given
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SUBSCRIPTION given;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
CREATE SUBSCRIPTION given
    CONNECTION 'host=db2 password=env:A'
    PUBLICATION a
    WITH (connect = false, slot_name = NONE);

COMMIT;

