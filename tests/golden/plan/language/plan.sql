+ language mylang
+ language plainlang

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_language mylang
--              comment mylang
--              create_language plainlang
-- rights       LS501 needs_privilege: create_language mylang, create_language plainlang
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP LANGUAGE plainlang;
--   COMMENT ON LANGUAGE mylang IS NULL;
--   DROP LANGUAGE mylang;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TRUSTED LANGUAGE mylang HANDLER public.handle INLINE public.run_block VALIDATOR public.look;

COMMENT ON LANGUAGE mylang IS 'A second plpgsql';

CREATE LANGUAGE plainlang HANDLER plpgsql_call_handler;

COMMIT;

