+ table public.logs_2025_us

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.logs_2025_us
--              validate_constraint public.logs_2025_us
-- locks        public.logs_2025_rest  ACCESS EXCLUSIVE        catalog only
--              public.logs_2025_rest  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.logs_2025_rest VALIDATE CONSTRAINT logs_2025_us_not_here
--   ALTER TABLE public.logs_2025_rest DROP CONSTRAINT logs_2025_us_not_here;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.logs_2025_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, day, id, region FROM public.logs_2025_rest WHERE NOT (NOT ((region IS NOT NULL) AND (region = ANY (ARRAY['us'::text, 'ca'::text])))) LIMIT 5;
ALTER TABLE public.logs_2025_rest ADD CONSTRAINT logs_2025_us_not_here CHECK (NOT ((region IS NOT NULL) AND (region = ANY (ARRAY['us'::text, 'ca'::text])))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.logs_2025_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.logs_2025_rest VALIDATE CONSTRAINT logs_2025_us_not_here;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.logs_2025_us
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.logs_2025_us;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of logs_2025 pass.
CREATE TABLE public.logs_2025_us (
  LIKE public.logs_2025 INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT logs_2025_us_bounds CHECK ((day IS NOT NULL) AND (day >= '2025-01-01'::date) AND (day < '2026-01-01'::date) AND (region IS NOT NULL) AND (region = ANY (ARRAY['us'::text, 'ca'::text])))
);

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.logs_2025_us
-- locks        public.logs_2025       SHARE UPDATE EXCLUSIVE  catalog only
--              public.logs_2025_rest  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.logs_2025 SHARE UPDATE EXCLUSIVE, public.logs_2025_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.logs_2025 IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.logs_2025_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.logs_2025 ATTACH PARTITION public.logs_2025_us FOR VALUES IN ('us', 'ca');
COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.logs_2025_us
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.logs_2025_us DROP CONSTRAINT logs_2025_us_bounds;

COMMIT;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.logs_2025_us
-- locks        public.logs_2025_rest  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.logs_2025_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.logs_2025_rest DROP CONSTRAINT logs_2025_us_not_here;

