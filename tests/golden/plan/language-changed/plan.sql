~ language mylang: handler public.handle -> plpgsql_call_handler; inline public.run_block -> plpgsql_inline_handler; validator public.look -> plpgsql_validator; trusted true -> false; comment A second plpgsql -> Another plpgsql
~ language other: inline (none) -> public.run_block; validator (none) -> public.look; trusted false -> true; comment (none) -> new

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_language mylang
--              replace_language other
-- rights       LS501 needs_privilege: replace_language mylang, replace_language other
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE LANGUAGE other HANDLER public.handle;
--   CREATE OR REPLACE TRUSTED LANGUAGE mylang HANDLER public.handle INLINE public.run_block VALIDATOR public.look;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE LANGUAGE mylang HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;

CREATE OR REPLACE TRUSTED LANGUAGE other HANDLER public.handle INLINE public.run_block VALIDATOR public.look;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment mylang
--              comment other
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON LANGUAGE other IS NULL;
--   COMMENT ON LANGUAGE mylang IS 'A second plpgsql';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON LANGUAGE mylang IS 'Another plpgsql';

COMMENT ON LANGUAGE other IS 'new';

