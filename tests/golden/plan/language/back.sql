- language mylang
- language plainlang

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_language mylang
--              drop_language plainlang
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_language mylang, drop_language plainlang
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE LANGUAGE plainlang HANDLER plpgsql_call_handler;
--   CREATE TRUSTED LANGUAGE mylang HANDLER public.handle INLINE public.run_block VALIDATOR public.look;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP LANGUAGE mylang;

DROP LANGUAGE plainlang;

COMMIT;

