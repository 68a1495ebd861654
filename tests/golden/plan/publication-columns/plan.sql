+ publication "some"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_publication "some"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP PUBLICATION "some";

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE PUBLICATION "some" FOR TABLE public.lines WHERE (id > 1), public.orders (id, total) WHERE (id > 0) WITH (publish = 'insert');

COMMIT;

