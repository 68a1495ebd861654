~ language mylang: handler plpgsql_call_handler -> public.handle; inline plpgsql_inline_handler -> public.run_block; validator plpgsql_validator -> public.look; trusted false -> true; comment Another plpgsql -> A second plpgsql
~ language other: inline public.run_block -> (none); validator public.look -> (none); trusted true -> false; comment new -> (none)

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
--   CREATE OR REPLACE TRUSTED LANGUAGE other HANDLER public.handle INLINE public.run_block VALIDATOR public.look;
--   CREATE OR REPLACE LANGUAGE mylang HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE TRUSTED LANGUAGE mylang HANDLER public.handle INLINE public.run_block VALIDATOR public.look;

CREATE OR REPLACE LANGUAGE other HANDLER public.handle;

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
--   COMMENT ON LANGUAGE other IS 'new';
--   COMMENT ON LANGUAGE mylang IS 'Another plpgsql';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON LANGUAGE mylang IS 'A second plpgsql';

COMMENT ON LANGUAGE other IS NULL;

