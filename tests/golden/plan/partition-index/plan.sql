+ index public.t.t_note_idx

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
--              comment public.t.t_note_idx
-- locks        public.t      SHARE                   catalog only
--              public.t_1    SHARE UPDATE EXCLUSIVE  index build
--              public.t_2    SHARE                   catalog only
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3, 6, 7 and 8 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   COMMENT ON INDEX public.t_note_idx IS NULL;
--   -- can not be undone: ALTER INDEX public.t_note_idx ATTACH PARTITION public.t_2_t_note_idx
--   -- can not be undone: ALTER INDEX public.t_2_t_note_idx ATTACH PARTITION public.t_2_0_t_2_t_note_idx
--   DROP INDEX CONCURRENTLY public.t_2_0_t_2_t_note_idx;
--   DROP INDEX public.t_2_t_note_idx;
--   -- can not be undone: ALTER INDEX public.t_note_idx ATTACH PARTITION public.t_1_t_note_idx
--   DROP INDEX CONCURRENTLY public.t_1_t_note_idx;
--   DROP INDEX public.t_note_idx;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.t SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t'::regclass AND inhrelid NOT IN ('public.t_1'::regclass, 'public.t_2'::regclass) LIMIT 5;
CREATE INDEX t_note_idx ON ONLY public.t (note);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_1_t_note_idx;
CREATE INDEX CONCURRENTLY t_1_t_note_idx ON public.t_1 (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.t_note_idx ATTACH PARTITION public.t_1_t_note_idx;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.t_2 SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t_2'::regclass AND inhrelid NOT IN ('public.t_2_0'::regclass) LIMIT 5;
CREATE INDEX t_2_t_note_idx ON ONLY public.t_2 (note);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_2_0_t_2_t_note_idx;
CREATE INDEX CONCURRENTLY t_2_0_t_2_t_note_idx ON public.t_2_0 (note);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.t_2_t_note_idx ATTACH PARTITION public.t_2_0_t_2_t_note_idx;

ALTER INDEX public.t_note_idx ATTACH PARTITION public.t_2_t_note_idx;

COMMENT ON INDEX public.t_note_idx IS 'for the search';

