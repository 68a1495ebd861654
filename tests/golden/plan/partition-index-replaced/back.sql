! index public.t.t_note_idx: columns note, id -> note

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_on_only public.t.t_note_idx
--              create_index_concurrently public.t.t_note_idx
--              attach_index public.t.t_note_idx
--              rename_index public.t.t_note_idx
--              drop_index public.t.t_note_idx
-- locks        public.t      ACCESS EXCLUSIVE        catalog only
--              public.t_1    ACCESS EXCLUSIVE        catalog only
--              public.t_1    SHARE UPDATE EXCLUSIVE  index build
--              public.t_2    ACCESS EXCLUSIVE        catalog only
--              public.t_2_0  ACCESS EXCLUSIVE        catalog only
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3, 6 and 7 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER INDEX public.t_2_0_t_2_t_note_idx RENAME TO t_2_0_t_2_t_note_idx_new;
--   ALTER INDEX public.t_2_t_note_idx RENAME TO t_2_t_note_idx_new;
--   ALTER INDEX public.t_1_t_note_idx RENAME TO t_1_t_note_idx_new;
--   COMMIT;
--   -- can not be undone: DROP INDEX public.t_note_idx_old
--   BEGIN;
--   ALTER INDEX public.t_note_idx RENAME TO t_note_idx_new;
--   ALTER INDEX public.t_note_idx_old RENAME TO t_note_idx;
--   COMMIT;
--   -- can not be undone: ALTER INDEX public.t_note_idx_new ATTACH PARTITION public.t_2_t_note_idx_new
--   -- can not be undone: ALTER INDEX public.t_2_t_note_idx_new ATTACH PARTITION public.t_2_0_t_2_t_note_idx_new
--   DROP INDEX CONCURRENTLY public.t_2_0_t_2_t_note_idx_new;
--   DROP INDEX public.t_2_t_note_idx_new;
--   -- can not be undone: ALTER INDEX public.t_note_idx_new ATTACH PARTITION public.t_1_t_note_idx_new
--   DROP INDEX CONCURRENTLY public.t_1_t_note_idx_new;
--   DROP INDEX public.t_note_idx_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.t SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t'::regclass AND inhrelid NOT IN ('public.t_1'::regclass, 'public.t_2'::regclass) LIMIT 5;
CREATE INDEX t_note_idx_new ON ONLY public.t (note);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_1_t_note_idx_new;
CREATE INDEX CONCURRENTLY t_1_t_note_idx_new ON public.t_1 (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.t_note_idx_new ATTACH PARTITION public.t_1_t_note_idx_new;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.t_2 SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t_2'::regclass AND inhrelid NOT IN ('public.t_2_0'::regclass) LIMIT 5;
CREATE INDEX t_2_t_note_idx_new ON ONLY public.t_2 (note);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_2_0_t_2_t_note_idx_new;
CREATE INDEX CONCURRENTLY t_2_0_t_2_t_note_idx_new ON public.t_2_0 (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.t_2_t_note_idx_new ATTACH PARTITION public.t_2_0_t_2_t_note_idx_new;

ALTER INDEX public.t_note_idx_new ATTACH PARTITION public.t_2_t_note_idx_new;

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.t_note_idx RENAME TO t_note_idx_old;
ALTER INDEX public.t_note_idx_new RENAME TO t_note_idx;
COMMIT;

SET lock_timeout = '250ms';

-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
DROP INDEX public.t_note_idx_old;

SET lock_timeout = '3s';

BEGIN;
ALTER INDEX public.t_1_t_note_idx_new RENAME TO t_1_t_note_idx;
ALTER INDEX public.t_2_t_note_idx_new RENAME TO t_2_t_note_idx;
ALTER INDEX public.t_2_0_t_2_t_note_idx_new RENAME TO t_2_0_t_2_t_note_idx;
COMMIT;

