+ collation public.by_number
+ collation public.fast
+ collation public.mixed
+ collation public.no_case
+ collation public.ruled

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_collation public.by_number
--              comment public.by_number
--              create_collation public.fast
--              create_collation public.mixed
--              create_collation public.no_case
--              create_collation public.ruled
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP COLLATION public.ruled;
--   DROP COLLATION public.no_case;
--   DROP COLLATION public.mixed;
--   DROP COLLATION public.fast;
--   COMMENT ON COLLATION public.by_number IS NULL;
--   DROP COLLATION public.by_number;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE COLLATION public.by_number (PROVIDER = icu, LOCALE = 'en-u-kn-true');

COMMENT ON COLLATION public.by_number IS 'a2 before a10';

CREATE COLLATION public.fast (PROVIDER = builtin, LOCALE = 'C.UTF-8');

CREATE COLLATION public.mixed (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');

CREATE COLLATION public.no_case (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);

CREATE COLLATION public.ruled (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');

COMMIT;

