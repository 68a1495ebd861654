+ composite type public.address
+ composite type public.nothing
+ composite type public.pair
+ table public.users (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_type public.nothing
--              create_type public.pair
--              create_type public.address
--              comment public.address
--              create_table public.users
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.users;
--   COMMENT ON COLUMN public.address.street IS NULL;
--   COMMENT ON COLUMN public.address."Odd name" IS NULL;
--   COMMENT ON TYPE public.address IS NULL;
--   DROP TYPE public.address;
--   DROP TYPE public.pair;
--   DROP TYPE public.nothing;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.nothing AS ();

CREATE TYPE public.pair AS (
  a integer,
  b integer
);

CREATE TYPE public.address AS (
  street text COLLATE pg_catalog."C",
  zip public.zip,
  "Odd name" numeric(10,2),
  homes public.pair[]
);

COMMENT ON TYPE public.address IS 'Where';

COMMENT ON COLUMN public.address."Odd name" IS 'It''s odd';

COMMENT ON COLUMN public.address.street IS 'Which street';

CREATE TABLE public.users (
  home public.address
);

COMMIT;

