+ statistics public.orders.expression
+ statistics public.orders."full"
+ statistics public.orders.plain
+ table public.notes (with 3 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.notes
--              create_statistics public.notes.notes_ab
--              set_statistics_target public.notes.notes_ab
--              comment public.notes.notes_ab
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON STATISTICS public.notes_ab IS NULL;
--   ALTER STATISTICS public.notes_ab SET STATISTICS -1;
--   DROP STATISTICS public.notes_ab;
--   DROP TABLE public.notes;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.notes (
  a integer,
  b integer
);

CREATE STATISTICS public.notes_ab (dependencies) ON a, b FROM public.notes;

ALTER STATISTICS public.notes_ab SET STATISTICS 100;

COMMENT ON STATISTICS public.notes_ab IS 'new';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_statistics public.orders.expression
--              create_statistics public.orders."full"
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP STATISTICS public."full";
--   DROP STATISTICS public.expression;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
CREATE STATISTICS public.expression ON (lower(owner_name)) FROM public.orders;
CREATE STATISTICS public."full" (ndistinct, mcv) ON id, total, ((total % (10)::bigint)) FROM public.orders;
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      set_statistics_target public.orders."full"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER STATISTICS public."full" SET STATISTICS -1;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public."full" SET STATISTICS 200;

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.orders."full"
--              create_statistics public.orders.plain
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP STATISTICS public.plain;
--   COMMENT ON STATISTICS public."full" IS NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON STATISTICS public."full" IS 'Goes along';
CREATE STATISTICS public.plain ON id, total FROM public.orders;
COMMIT;

