+ publication everything
+ publication generated
+ publication "some"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_publication everything
--              comment everything
--              create_publication generated
--              create_publication "some"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP PUBLICATION "some";
--   DROP PUBLICATION generated;
--   COMMENT ON PUBLICATION everything IS NULL;
--   DROP PUBLICATION everything;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE PUBLICATION everything FOR ALL TABLES;

COMMENT ON PUBLICATION everything IS 'All of it';

CREATE PUBLICATION generated FOR TABLE public.lines WITH (publish_generated_columns = stored);

CREATE PUBLICATION "some" FOR TABLE public.lines, public.orders WHERE (total > 0), TABLES IN SCHEMA sales WITH (publish = 'insert, update', publish_via_partition_root = true);

COMMIT;

