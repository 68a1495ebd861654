- cast "bigint as public.money2"
- cast "public.money2 as text"

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_cast "bigint as public.money2"
--              drop_cast "public.money2 as text"
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE CAST (public.money2 AS text) WITH INOUT AS IMPLICIT;
--   CREATE CAST (bigint AS public.money2) WITH FUNCTION public.to_money(bigint) AS ASSIGNMENT;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP CAST (bigint AS public.money2);

DROP CAST (public.money2 AS text);

COMMIT;

