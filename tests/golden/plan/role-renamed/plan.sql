> role shop_server: renamed
refused without --allow breaks_old_code: DO $$ BEGIN
  -- Another database of this server may have renamed it already.
  IF to_regrole('shop_app') IS NOT NULL OR to_regrole('shop_server') IS NULL THEN
    ALTER ROLE shop_app RENAME TO shop_server;
  END IF;
END $$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      rename_role shop_server
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS504 needs_createrole: rename_role shop_server
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER ROLE shop_server RENAME TO shop_app;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- A password that is kept as MD5 is cleared by it, and has to be set again.
DO $$ BEGIN
  -- Another database of this server may have renamed it already.
  IF to_regrole('shop_app') IS NOT NULL OR to_regrole('shop_server') IS NULL THEN
    ALTER ROLE shop_app RENAME TO shop_server;
  END IF;
END $$;

COMMIT;

