! index public.orders.orders_note_idx: columns note, total -> note
+ index public.orders.orders_note_idx_old

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.orders.orders_note_idx
--              rename_index public.orders.orders_note_idx
--              drop_index_concurrently public.orders.orders_note_idx
--              create_index_concurrently public.orders.orders_note_idx_old
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.orders_note_idx_old;
--   CREATE INDEX CONCURRENTLY orders_note_idx_old2 ON public.orders (note, total);
--   BEGIN;
--   ALTER INDEX public.orders_note_idx RENAME TO orders_note_idx_new2;
--   ALTER INDEX public.orders_note_idx_old2 RENAME TO orders_note_idx;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.orders_note_idx_new2;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_note_idx_new2;
CREATE INDEX CONCURRENTLY orders_note_idx_new2 ON public.orders (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.orders_note_idx RENAME TO orders_note_idx_old2;
ALTER INDEX public.orders_note_idx_new2 RENAME TO orders_note_idx;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_note_idx_old2;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_note_idx_old;
CREATE INDEX CONCURRENTLY orders_note_idx_old ON public.orders (customer_id);

