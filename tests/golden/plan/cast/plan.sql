+ cast "bigint as public.money2"
+ cast "public.money2 as text"

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_cast "bigint as public.money2"
--              comment "bigint as public.money2"
--              create_cast "public.money2 as text"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP CAST (public.money2 AS text);
--   COMMENT ON CAST (bigint AS public.money2) IS NULL;
--   DROP CAST (bigint AS public.money2);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE CAST (bigint AS public.money2) WITH FUNCTION public.to_money(bigint) AS ASSIGNMENT;

COMMENT ON CAST (bigint AS public.money2) IS 'Cents';

CREATE CAST (public.money2 AS text) WITH INOUT AS IMPLICIT;

COMMIT;

