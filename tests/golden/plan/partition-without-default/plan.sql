+ table public.orders_2026_02

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
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
CREATE TABLE public.orders_2026_02 (
  LIKE public.orders INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT orders_2026_02_bounds CHECK ((created_at IS NOT NULL) AND (created_at >= '2026-02-01'::date) AND (created_at < '2026-03-01'::date))
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.orders_2026_02
-- locks        public.customers  SHARE ROW EXCLUSIVE     catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_02 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
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

