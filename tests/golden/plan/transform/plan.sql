+ transform "public.point2 for plpgsql"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_transform "public.point2 for plpgsql"
--              comment "public.point2 for plpgsql"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TRANSFORM FOR public.point2 LANGUAGE plpgsql IS NULL;
--   DROP TRANSFORM FOR public.point2 LANGUAGE plpgsql;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TRANSFORM FOR public.point2 LANGUAGE plpgsql (FROM SQL WITH FUNCTION public.from_sql(internal), TO SQL WITH FUNCTION public.to_sql(internal));

COMMENT ON TRANSFORM FOR public.point2 LANGUAGE plpgsql IS 'Does nothing';

COMMIT;

