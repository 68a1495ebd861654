+ extension file_fdw
+ extension hstore

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_untrusted_extension file_fdw
--              create_extension hstore
-- rights       LS502 needs_superuser: create_untrusted_extension file_fdw
--              LS501 needs_privilege: create_extension hstore
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP EXTENSION hstore;
--   DROP EXTENSION file_fdw;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE EXTENSION file_fdw;

CREATE EXTENSION hstore;

COMMIT;

