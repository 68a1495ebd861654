~ composite type public.address: owner boss -> shop; grants public= -> clerk=usage
- composite type public.point
~ domain public.email: owner boss -> shop; grants public= -> clerk=usage
- domain public.phone
- enum public.level
~ enum public.mood: owner boss -> shop; grants public= -> clerk=usage
~ range type public.prices: owner boss -> shop; grants public= -> clerk=usage
- range type public.sizes
- schema back
~ schema public: grants public= -> clerk=create
~ schema shop: owner boss -> shop; grants clerk=all -> clerk=usage

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public
--              grant public.mood
--              grant public.email
--              grant public.address
--              grant public.prices
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE USAGE ON TYPE public.prices FROM clerk, PUBLIC;
--   REVOKE USAGE ON TYPE public.address FROM clerk, PUBLIC;
--   REVOKE USAGE ON TYPE public.email FROM clerk, PUBLIC;
--   REVOKE USAGE ON TYPE public.mood FROM clerk, PUBLIC;
--   REVOKE USAGE ON SCHEMA public FROM PUBLIC;
--   REVOKE CREATE ON SCHEMA public FROM clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT CREATE ON SCHEMA public TO clerk;

GRANT USAGE ON SCHEMA public TO PUBLIC;

GRANT USAGE ON TYPE public.mood TO clerk, PUBLIC;

GRANT USAGE ON TYPE public.email TO clerk, PUBLIC;

GRANT USAGE ON TYPE public.address TO clerk, PUBLIC;

GRANT USAGE ON TYPE public.prices TO clerk, PUBLIC;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      revoke shop
--              set_owner_of_no_table shop
--              set_owner_of_no_table public.mood
--              set_owner_of_no_table public.email
--              set_owner_of_no_table public.address
--              set_owner_of_no_table public.prices
--              drop_range public.sizes
--              drop_type public.point
--              drop_domain public.phone
--              drop_enum public.level
--              drop_schema back
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE SCHEMA back;
--   -- can not be undone: DROP TYPE public.level
--   -- can not be undone: DROP DOMAIN public.phone
--   -- can not be undone: DROP TYPE public.point
--   CREATE TYPE public.sizes AS RANGE (SUBTYPE = numeric);
--   ALTER TYPE public.prices OWNER TO boss;
--   ALTER TYPE public.address OWNER TO boss;
--   ALTER DOMAIN public.email OWNER TO boss;
--   ALTER TYPE public.mood OWNER TO boss;
--   ALTER SCHEMA shop OWNER TO boss;
--   GRANT CREATE ON SCHEMA shop TO clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE CREATE ON SCHEMA shop FROM clerk;

ALTER SCHEMA shop OWNER TO shop;

ALTER TYPE public.mood OWNER TO shop;

ALTER DOMAIN public.email OWNER TO shop;

ALTER TYPE public.address OWNER TO shop;

ALTER TYPE public.prices OWNER TO shop;

DROP TYPE public.sizes;

DROP TYPE public.point;

DROP DOMAIN public.phone;

DROP TYPE public.level;

DROP SCHEMA back;

COMMIT;

