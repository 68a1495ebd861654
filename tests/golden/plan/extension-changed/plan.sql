~ extension citext: schema tools -> more; comment names -> names without regard to case
~ extension hstore: comment keys and values -> (none)
~ extension pg_trgm: comment (none) -> near spellings
refused without --allow breaks_old_code: ALTER EXTENSION citext SET SCHEMA more

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      move_extension citext
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER EXTENSION citext SET SCHEMA tools;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER EXTENSION citext SET SCHEMA more;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment citext
--              comment hstore
--              comment pg_trgm
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON EXTENSION pg_trgm IS NULL;
--   COMMENT ON EXTENSION hstore IS 'keys and values';
--   COMMENT ON EXTENSION citext IS 'names';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON EXTENSION citext IS 'names without regard to case';

COMMENT ON EXTENSION hstore IS NULL;

COMMENT ON EXTENSION pg_trgm IS 'near spellings';

