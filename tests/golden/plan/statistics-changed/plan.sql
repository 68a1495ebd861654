! statistics public.orders.a: kinds (none) -> ndistinct; target (none) -> 100; comment (none) -> second
! statistics public.orders.b: columns id, total -> id, owner_name, total; kinds mcv -> ndistinct, mcv; target 200 -> 300; comment first -> second

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_statistics public.orders.a
--              create_statistics public.orders.a
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP STATISTICS public.a;
--   CREATE STATISTICS public.a ON id, total FROM public.orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
DROP STATISTICS public.a;
CREATE STATISTICS public.a (ndistinct) ON id, total FROM public.orders;
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      set_statistics_target public.orders.a
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER STATISTICS public.a SET STATISTICS -1;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public.a SET STATISTICS 100;

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.orders.a
--              drop_statistics public.orders.b
--              create_statistics public.orders.b
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP STATISTICS public.b;
--   CREATE STATISTICS public.b (mcv) ON id, total FROM public.orders;
--   COMMENT ON STATISTICS public.a IS NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
COMMENT ON STATISTICS public.a IS 'second';
DROP STATISTICS public.b;
CREATE STATISTICS public.b (ndistinct, mcv) ON id, owner_name, total FROM public.orders;
COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      set_statistics_target public.orders.b
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER STATISTICS public.b SET STATISTICS -1;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public.b SET STATISTICS 300;

COMMIT;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.orders.b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON STATISTICS public.b IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON STATISTICS public.b IS 'second';

