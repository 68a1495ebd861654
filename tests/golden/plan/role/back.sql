- role shop_app
- role shop_reader

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_role shop_app
--              drop_role shop_reader
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS504 needs_createrole: drop_role shop_app, drop_role shop_reader
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- What it still owns in this database goes to who runs this; then only its rights are left to drop.
BEGIN;
REASSIGN OWNED BY shop_app TO CURRENT_USER;
DROP OWNED BY shop_app;
DROP ROLE shop_app;
COMMIT;

-- What it still owns in this database goes to who runs this; then only its rights are left to drop.
BEGIN;
REASSIGN OWNED BY shop_reader TO CURRENT_USER;
DROP OWNED BY shop_reader;
DROP ROLE shop_reader;
COMMIT;

