! index public.orders.orders_id_idx: tablespace (none) -> fast
! index public.orders.orders_note_idx: tablespace fast -> slow
+ index public.orders.orders_total_idx
+ table public.returns (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.returns
--              create_index public.returns.returns_id_idx
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.returns_id_idx;
--   DROP TABLE public.returns;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.returns (
  id bigint
);

CREATE INDEX returns_id_idx ON public.returns (id) TABLESPACE slow;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_id_idx
--              rename_index public.orders.orders_id_idx
--              drop_index_concurrently public.orders.orders_id_idx
--              create_index_concurrently public.orders.orders_note_idx
--              rename_index public.orders.orders_note_idx
--              drop_index_concurrently public.orders.orders_note_idx
--              create_index_concurrently public.orders.orders_total_idx
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_total_idx;
--   CREATE INDEX CONCURRENTLY orders_note_idx_old ON public.orders (note) TABLESPACE fast;
--   BEGIN;
--   ALTER INDEX public.orders_note_idx RENAME TO orders_note_idx_new;
--   ALTER INDEX public.orders_note_idx_old RENAME TO orders_note_idx;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_note_idx_new;
--   CREATE INDEX CONCURRENTLY orders_id_idx_old ON public.orders (id);
--   BEGIN;
--   ALTER INDEX public.orders_id_idx RENAME TO orders_id_idx_new;
--   ALTER INDEX public.orders_id_idx_old RENAME TO orders_id_idx;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_id_idx_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_id_idx_new;
CREATE INDEX CONCURRENTLY orders_id_idx_new ON public.orders (id) TABLESPACE fast;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.orders_id_idx RENAME TO orders_id_idx_old;
ALTER INDEX public.orders_id_idx_new RENAME TO orders_id_idx;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_id_idx_old;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_note_idx_new;
CREATE INDEX CONCURRENTLY orders_note_idx_new ON public.orders (note) TABLESPACE slow;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.orders_note_idx RENAME TO orders_note_idx_old;
ALTER INDEX public.orders_note_idx_new RENAME TO orders_note_idx;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_note_idx_old;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_total_idx;
CREATE INDEX CONCURRENTLY orders_total_idx ON public.orders (total) TABLESPACE fast;

