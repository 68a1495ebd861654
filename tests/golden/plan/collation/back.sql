- collation public.by_number
- collation public.fast
- collation public.mixed
- collation public.no_case
- collation public.ruled

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_collation public.by_number
--              drop_collation public.fast
--              drop_collation public.mixed
--              drop_collation public.no_case
--              drop_collation public.ruled
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE COLLATION public.ruled (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
--   CREATE COLLATION public.no_case (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
--   CREATE COLLATION public.mixed (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
--   CREATE COLLATION public.fast (PROVIDER = builtin, LOCALE = 'C.UTF-8');
--   CREATE COLLATION public.by_number (PROVIDER = icu, LOCALE = 'en-u-kn-true');

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP COLLATION public.by_number;

DROP COLLATION public.fast;

DROP COLLATION public.mixed;

DROP COLLATION public.no_case;

DROP COLLATION public.ruled;

COMMIT;

