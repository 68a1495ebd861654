+ sql heights
+ sql "tide storage"
+ table public.tides (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      record_sql heights
--              run_sql heights
--              record_sql "tide storage"
--              run_sql "tide storage"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
CREATE SCHEMA IF NOT EXISTS lockstep;
CREATE TABLE IF NOT EXISTS lockstep.sql (
    position integer GENERATED ALWAYS AS IDENTITY,
    name text PRIMARY KEY,
    "create" text NOT NULL,
    "drop" text NOT NULL,
    covers text[] NOT NULL
);
CREATE TYPE public.height AS ENUM ('low', 'high');
INSERT INTO lockstep.sql (name, "create", "drop", covers)
    VALUES ('heights', 'CREATE TYPE public.height AS ENUM (''low'', ''high'')', 'DROP TYPE public.height', ARRAY['enum public.height']);
COMMIT;

BEGIN;
CREATE SCHEMA IF NOT EXISTS lockstep;
CREATE TABLE IF NOT EXISTS lockstep.sql (
    position integer GENERATED ALWAYS AS IDENTITY,
    name text PRIMARY KEY,
    "create" text NOT NULL,
    "drop" text NOT NULL,
    covers text[] NOT NULL
);
CREATE ACCESS METHOD tide_heap TYPE TABLE HANDLER heap_tableam_handler;
INSERT INTO lockstep.sql (name, "create", "drop", covers)
    VALUES ('tide storage', 'CREATE ACCESS METHOD tide_heap TYPE TABLE HANDLER heap_tableam_handler', 'DROP ACCESS METHOD tide_heap', ARRAY['access method tide_heap']);
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.tides
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.tides;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.tides (
  at timestamp with time zone,
  height public.height
) USING tide_heap;

COMMIT;

