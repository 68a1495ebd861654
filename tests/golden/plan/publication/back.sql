- publication everything
- publication generated
- publication "some"

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_publication everything
--              drop_publication generated
--              drop_publication "some"
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE PUBLICATION "some" FOR TABLE public.lines, public.orders WHERE (total > 0), TABLES IN SCHEMA sales WITH (publish = 'insert, update', publish_via_partition_root = true);
--   CREATE PUBLICATION generated FOR TABLE public.lines WITH (publish_generated_columns = stored);
--   CREATE PUBLICATION everything FOR ALL TABLES;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP PUBLICATION everything;

DROP PUBLICATION generated;

DROP PUBLICATION "some";

COMMIT;

