+ index public.a.a_u
- unique public.a.a_u

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_on_only public.a.a_u
--              create_index_concurrently public.a.a_u
--              attach_index public.a.a_u
--              drop_constraint public.a.a_u
--              rename_index public.a.a_u
--              set_replica_identity public.a.a_u
-- locks        public.a      ACCESS EXCLUSIVE        catalog only
--              public.a_n    ACCESS EXCLUSIVE        catalog only
--              public.a_n_1  ACCESS EXCLUSIVE        catalog only
--              public.a_n_1  SHARE UPDATE EXCLUSIVE  index build
--              public.a_s    ACCESS EXCLUSIVE        catalog only
--              public.a_s    SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4, 5 and 7 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER INDEX public.a_s_a_u RENAME TO a_s_a_u_new;
--   ALTER INDEX public.a_n_1_a_n_a_u RENAME TO a_n_1_a_n_a_u_new;
--   ALTER INDEX public.a_n_a_u RENAME TO a_n_a_u_new;
--   ALTER INDEX public.a_u RENAME TO a_u_new;
--   ALTER TABLE public.a ADD CONSTRAINT a_u UNIQUE (id, region);
--   COMMIT;
--   -- can not be undone: ALTER INDEX public.a_u_new ATTACH PARTITION public.a_s_a_u_new
--   DROP INDEX CONCURRENTLY public.a_s_a_u_new;
--   -- can not be undone: ALTER INDEX public.a_u_new ATTACH PARTITION public.a_n_a_u_new
--   -- can not be undone: ALTER INDEX public.a_n_a_u_new ATTACH PARTITION public.a_n_1_a_n_a_u_new
--   DROP INDEX CONCURRENTLY public.a_n_1_a_n_a_u_new;
--   DROP INDEX public.a_n_a_u_new;
--   DROP INDEX public.a_u_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.a SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_n'::regclass, 'public.a_s'::regclass) LIMIT 5;
CREATE UNIQUE INDEX a_u_new ON ONLY public.a (id, region);

-- INVALID until every partition has attached its own, one by one.
-- locks: public.a_n SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a_n'::regclass AND inhrelid NOT IN ('public.a_n_1'::regclass) LIMIT 5;
CREATE UNIQUE INDEX a_n_a_u_new ON ONLY public.a_n (id, region);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_n_1 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.a_n_1 WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_n_1_a_n_a_u_new;
CREATE UNIQUE INDEX CONCURRENTLY a_n_1_a_n_a_u_new ON public.a_n_1 (id, region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.a_n_a_u_new ATTACH PARTITION public.a_n_1_a_n_a_u_new;

ALTER INDEX public.a_u_new ATTACH PARTITION public.a_n_a_u_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_s SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.a_s WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_s_a_u_new;
CREATE UNIQUE INDEX CONCURRENTLY a_s_a_u_new ON public.a_s (id, region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.a_u_new ATTACH PARTITION public.a_s_a_u_new;

SET lock_timeout = '250ms';

-- The index takes the name of the constraint that goes with it.
-- PostgreSQL forgets the replica identity with its index.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- locks: public.a_n ACCESS EXCLUSIVE; catalog only
-- locks: public.a_n_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.a_s ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_u;
ALTER INDEX public.a_u_new RENAME TO a_u;
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_u;
ALTER INDEX public.a_n_a_u_new RENAME TO a_n_a_u;
ALTER INDEX public.a_n_1_a_n_a_u_new RENAME TO a_n_1_a_n_a_u;
ALTER INDEX public.a_s_a_u_new RENAME TO a_s_a_u;
COMMIT;

