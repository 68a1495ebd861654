+ role shop_app
- role shop_server
~ table public.orders: owner shop_server -> shop_app

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_role shop_app
--              alter_role shop_app
--              grant_role shop_app
-- rights       LS504 needs_createrole: create_role shop_app, alter_role shop_app, grant_role shop_app
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE shop_reader FROM shop_app;
--   ALTER ROLE shop_app NOLOGIN;
--   DROP ROLE shop_app;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DO $$ BEGIN
  CREATE ROLE shop_app;
EXCEPTION WHEN duplicate_object THEN -- another database of this server has made it
END $$;

ALTER ROLE shop_app LOGIN;

GRANT shop_reader TO shop_app;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.orders
--              drop_role shop_server
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS504 needs_createrole: drop_role shop_server
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: REASSIGN OWNED BY shop_server TO CURRENT_USER
--   ALTER TABLE public.orders OWNER TO shop_server;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders OWNER TO shop_app;

-- What it still owns in this database goes to who runs this; then only its rights are left to drop.
BEGIN;
REASSIGN OWNED BY shop_server TO CURRENT_USER;
DROP OWNED BY shop_server;
DROP ROLE shop_server;
COMMIT;

