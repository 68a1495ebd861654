+ sql "a counter"
+ sql b

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      record_sql "a counter"
--              run_sql "a counter"
--              record_sql b
--              run_sql b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- made by hand
BEGIN;
CREATE SCHEMA IF NOT EXISTS lockstep;
CREATE TABLE IF NOT EXISTS lockstep.sql (
    position integer GENERATED ALWAYS AS IDENTITY,
    name text PRIMARY KEY,
    "create" text NOT NULL,
    "drop" text NOT NULL,
    covers text[] NOT NULL
);
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD heap2 IS 'As heap';
INSERT INTO lockstep.sql (name, "create", "drop", covers)
    VALUES ('a counter', '-- made by hand
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD heap2 IS ''As heap'';
', 'DROP ACCESS METHOD heap2', ARRAY['access method heap2']);
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
CREATE FUNCTION public.shadowed() RETURNS integer LANGUAGE sql AS 'SELECT 1';
INSERT INTO lockstep.sql (name, "create", "drop", covers)
    VALUES ('b', 'CREATE FUNCTION public.shadowed() RETURNS integer LANGUAGE sql AS ''SELECT 1''', 'DROP FUNCTION public.shadowed()', ARRAY['function public.shadowed()']);
COMMIT;

