~ composite type public.address: owner shop -> boss; grants clerk=usage -> public=
+ composite type public.point
~ domain public.email: owner shop -> boss; grants clerk=usage -> public=
+ domain public.phone
+ enum public.level
~ enum public.mood: owner shop -> boss; grants clerk=usage -> public=
~ range type public.prices: owner shop -> boss; grants clerk=usage -> public=
+ range type public.sizes
+ schema back
~ schema public: grants clerk=create -> public=
~ schema shop: owner shop -> boss; grants clerk=usage -> clerk=all

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_schema back
--              give_to_owner back
--              grant back
--              grant shop
--              create_enum public.level
--              give_to_owner public.level
--              withhold public.level
--              grant public.level
--              create_domain public.phone
--              give_to_owner public.phone
--              withhold public.phone
--              grant public.phone
--              create_type public.point
--              give_to_owner public.point
--              withhold public.point
--              grant public.point
--              create_range public.sizes
--              give_to_owner public.sizes
--              withhold public.sizes
--              grant public.sizes
-- rights       LS501 needs_privilege: create_schema back
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE USAGE ON TYPE public.sizes FROM clerk;
--   GRANT USAGE ON TYPE public.sizes TO PUBLIC;
--   ALTER TYPE public.sizes OWNER TO CURRENT_USER;
--   DROP TYPE public.sizes;
--   REVOKE USAGE ON TYPE public.point FROM clerk;
--   GRANT USAGE ON TYPE public.point TO PUBLIC;
--   ALTER TYPE public.point OWNER TO CURRENT_USER;
--   DROP TYPE public.point;
--   REVOKE USAGE ON TYPE public.phone FROM clerk;
--   GRANT USAGE ON TYPE public.phone TO PUBLIC;
--   ALTER DOMAIN public.phone OWNER TO CURRENT_USER;
--   DROP DOMAIN public.phone;
--   REVOKE USAGE ON TYPE public.level FROM clerk;
--   GRANT USAGE ON TYPE public.level TO PUBLIC;
--   ALTER TYPE public.level OWNER TO CURRENT_USER;
--   DROP TYPE public.level;
--   REVOKE CREATE ON SCHEMA shop FROM clerk;
--   REVOKE USAGE ON SCHEMA back FROM auditor, clerk;
--   ALTER SCHEMA back OWNER TO CURRENT_USER;
--   DROP SCHEMA back;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SCHEMA back;

ALTER SCHEMA back OWNER TO boss;

GRANT USAGE ON SCHEMA back TO auditor, clerk;

GRANT CREATE ON SCHEMA shop TO clerk;

CREATE TYPE public.level AS ENUM ('high');

ALTER TYPE public.level OWNER TO boss;

REVOKE USAGE ON TYPE public.level FROM PUBLIC;

GRANT USAGE ON TYPE public.level TO clerk;

CREATE DOMAIN public.phone AS text;

ALTER DOMAIN public.phone OWNER TO boss;

REVOKE USAGE ON TYPE public.phone FROM PUBLIC;

GRANT USAGE ON TYPE public.phone TO clerk;

CREATE TYPE public.point AS (
  x bigint
);

ALTER TYPE public.point OWNER TO boss;

REVOKE USAGE ON TYPE public.point FROM PUBLIC;

GRANT USAGE ON TYPE public.point TO clerk;

CREATE TYPE public.sizes AS RANGE (SUBTYPE = numeric);

ALTER TYPE public.sizes OWNER TO boss;

REVOKE USAGE ON TYPE public.sizes FROM PUBLIC;

GRANT USAGE ON TYPE public.sizes TO clerk;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      revoke public
--              set_owner_of_no_table shop
--              revoke public.mood
--              set_owner_of_no_table public.mood
--              revoke public.email
--              set_owner_of_no_table public.email
--              revoke public.address
--              set_owner_of_no_table public.address
--              revoke public.prices
--              set_owner_of_no_table public.prices
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TYPE public.prices OWNER TO shop;
--   GRANT USAGE ON TYPE public.prices TO clerk, PUBLIC;
--   ALTER TYPE public.address OWNER TO shop;
--   GRANT USAGE ON TYPE public.address TO clerk, PUBLIC;
--   ALTER DOMAIN public.email OWNER TO shop;
--   GRANT USAGE ON TYPE public.email TO clerk, PUBLIC;
--   ALTER TYPE public.mood OWNER TO shop;
--   GRANT USAGE ON TYPE public.mood TO clerk, PUBLIC;
--   ALTER SCHEMA shop OWNER TO shop;
--   GRANT USAGE ON SCHEMA public TO PUBLIC;
--   GRANT CREATE ON SCHEMA public TO clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE CREATE ON SCHEMA public FROM clerk;

REVOKE USAGE ON SCHEMA public FROM PUBLIC;

ALTER SCHEMA shop OWNER TO boss;

REVOKE USAGE ON TYPE public.mood FROM clerk, PUBLIC;

ALTER TYPE public.mood OWNER TO boss;

REVOKE USAGE ON TYPE public.email FROM clerk, PUBLIC;

ALTER DOMAIN public.email OWNER TO boss;

REVOKE USAGE ON TYPE public.address FROM clerk, PUBLIC;

ALTER TYPE public.address OWNER TO boss;

REVOKE USAGE ON TYPE public.prices FROM clerk, PUBLIC;

ALTER TYPE public.prices OWNER TO boss;

COMMIT;

