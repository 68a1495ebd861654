+ check public.orders_2026_01.only_jan
~ column public.orders_2026_01.note: default 'x'::text -> 'jan'::text; storage (none) -> external; comment (none) -> of January
+ index public.orders_2026_01.jan_idx
~ table public.orders_2026_01: with (none) -> fillfactor=70
+ table public.orders_2026_02 (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_table_storage public.orders_2026_01
--              add_check_not_valid public.orders_2026_02
--              validate_constraint public.orders_2026_02
-- locks        public.orders_2026_01  SHARE UPDATE EXCLUSIVE  catalog only
--              public.orders_rest     ACCESS EXCLUSIVE        catalog only
--              public.orders_rest     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 3.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2026_02_not_here
--   ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2026_02_not_here;
--   ALTER TABLE public.orders_2026_01 RESET (fillfactor);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026_01 SET (fillfactor = 70);

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_rest WHERE NOT (NOT ((created_at IS NOT NULL) AND (created_at >= '2026-02-01'::date) AND (created_at < '2026-03-01'::date))) LIMIT 5;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_2026_02_not_here CHECK (NOT ((created_at IS NOT NULL) AND (created_at >= '2026-02-01'::date) AND (created_at < '2026-03-01'::date))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2026_02_not_here;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders_2026_02
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.orders_2026_02;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of orders pass.
CREATE UNLOGGED TABLE public.orders_2026_02 (
  LIKE public.orders INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT orders_2026_02_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2026-02-01'::date) AND (created_at < '2026-03-01'::date))
);

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.orders_2026_02
-- locks        public.customers    SHARE ROW EXCLUSIVE     catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  catalog only
--              public.orders_rest  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.orders_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_02 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.orders_2026_02
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.orders_2026_02 DROP CONSTRAINT orders_2026_02_bounds;

COMMIT;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.orders_2026_02
-- locks        public.orders_rest  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2026_02_not_here;

==> 20260101000005_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      set_default public.orders_2026_02.note
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders_2026_02 ALTER COLUMN note SET DEFAULT 'x'::text;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.orders_2026_02 ALTER COLUMN note SET DEFAULT 'feb'::text;

COMMIT;

==> 20260101000006_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000006
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.orders_2026_01.note
--              set_storage public.orders_2026_01.note
--              comment public.orders_2026_01.note
--              add_check_not_valid public.orders_2026_01.only_jan
--              create_index_concurrently public.orders_2026_01.jan_idx
-- locks        public.orders_2026_01  ACCESS EXCLUSIVE        catalog only
--              public.orders_2026_01  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 3.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.jan_idx;
--   ALTER TABLE public.orders_2026_01 DROP CONSTRAINT only_jan;
--   BEGIN;
--   COMMENT ON COLUMN public.orders_2026_01.note IS NULL;
--   DO $$
--   BEGIN
--     EXECUTE 'ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET STORAGE ' || (
--       SELECT CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
--         FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
--        WHERE a.attrelid = 'public.orders_2026_01'::regclass AND a.attname = 'note');
--   END $$;
--   ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET DEFAULT 'x'::text;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET DEFAULT 'jan'::text;
ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET STORAGE external;
COMMENT ON COLUMN public.orders_2026_01.note IS 'of January';
COMMIT;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, created_at, id FROM public.orders_2026_01 WHERE NOT (id > 0) LIMIT 5;
ALTER TABLE public.orders_2026_01 ADD CONSTRAINT only_jan CHECK (id > 0) NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.jan_idx;
CREATE INDEX CONCURRENTLY jan_idx ON public.orders_2026_01 (id);

==> 20260101000007_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000007
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders_2026_01.only_jan
-- locks        public.orders_2026_01  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2026_01 VALIDATE CONSTRAINT only_jan;

