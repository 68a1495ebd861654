> index public.a.a_u_old: renamed
- index public.a.a_u_old
~ table public.a: replica_identity_index a_u_old -> a_u
+ unique public.a.a_u

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_index public.a.a_u_old
--              add_key_only public.a.a_u
--              create_index_concurrently public.a.a_u
--              add_key_using_index public.a.a_u
--              attach_index public.a.a_u
--              set_replica_identity public.a
-- locks        public.a      ACCESS EXCLUSIVE        catalog only
--              public.a_n    ACCESS EXCLUSIVE        catalog only
--              public.a_n_1  ACCESS EXCLUSIVE        catalog only
--              public.a_n_1  SHARE UPDATE EXCLUSIVE  index build
--              public.a_s    ACCESS EXCLUSIVE        catalog only
--              public.a_s    SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 8, 12 and 13 of 14.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_u_old;
--   -- can not be undone: ALTER INDEX public.a_u ATTACH PARTITION public.a_s_a_u
--   -- can not be undone: ALTER INDEX public.a_u ATTACH PARTITION public.a_n_a_u
--   ALTER TABLE public.a DROP CONSTRAINT a_u;
--   -- can not be undone: ALTER TABLE public.a_s ADD CONSTRAINT a_s_a_u UNIQUE USING INDEX a_s_a_u
--   DROP INDEX CONCURRENTLY public.a_s_a_u;
--   -- can not be undone: ALTER INDEX public.a_n_a_u ATTACH PARTITION public.a_n_1_a_n_a_u
--   -- can not be undone: ALTER TABLE public.a_n_1 ADD CONSTRAINT a_n_1_a_n_a_u UNIQUE USING INDEX a_n_1_a_n_a_u
--   DROP INDEX CONCURRENTLY public.a_n_1_a_n_a_u;
--   -- can not be undone: ALTER TABLE ONLY public.a_n ADD CONSTRAINT a_n_a_u UNIQUE (id, region)
--   ALTER INDEX IF EXISTS public.a_s_a_u_old RENAME TO a_s_a_u;
--   ALTER INDEX IF EXISTS public.a_n_1_a_n_a_u_old RENAME TO a_n_1_a_n_a_u;
--   ALTER INDEX IF EXISTS public.a_n_a_u_old RENAME TO a_n_a_u;
--   ALTER INDEX public.a_u_old RENAME TO a_u;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It makes way for the constraint of its name, which has an index of its own.
ALTER INDEX public.a_u RENAME TO a_u_old;

ALTER INDEX IF EXISTS public.a_n_a_u RENAME TO a_n_a_u_old;

ALTER INDEX IF EXISTS public.a_n_1_a_n_a_u RENAME TO a_n_1_a_n_a_u_old;

ALTER INDEX IF EXISTS public.a_s_a_u RENAME TO a_s_a_u_old;

-- locks: public.a_n ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a_n'::regclass AND inhrelid NOT IN ('public.a_n_1'::regclass) LIMIT 5;
ALTER TABLE ONLY public.a_n ADD CONSTRAINT a_n_a_u UNIQUE (id, region);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_n_1 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.a_n_1 WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_n_1_a_n_a_u;
CREATE UNIQUE INDEX CONCURRENTLY a_n_1_a_n_a_u ON public.a_n_1 (id, region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a_n_1 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a_n_1 ADD CONSTRAINT a_n_1_a_n_a_u UNIQUE USING INDEX a_n_1_a_n_a_u;

ALTER INDEX public.a_n_a_u ATTACH PARTITION public.a_n_1_a_n_a_u;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_s SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.a_s WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_s_a_u;
CREATE UNIQUE INDEX CONCURRENTLY a_s_a_u ON public.a_s (id, region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a_s ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a_s ADD CONSTRAINT a_s_a_u UNIQUE USING INDEX a_s_a_u;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_n'::regclass, 'public.a_s'::regclass) LIMIT 5;
ALTER TABLE ONLY public.a ADD CONSTRAINT a_u UNIQUE (id, region);

ALTER INDEX public.a_u ATTACH PARTITION public.a_n_a_u;

ALTER INDEX public.a_u ATTACH PARTITION public.a_s_a_u;

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_u;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index public.a.a_u_old
-- locks        public.a      ACCESS EXCLUSIVE  catalog only
--              public.a_n    ACCESS EXCLUSIVE  catalog only
--              public.a_n_1  ACCESS EXCLUSIVE  catalog only
--              public.a_s    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE UNIQUE INDEX a_u_old ON public.a (id, region);

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- locks: public.a_n ACCESS EXCLUSIVE; catalog only
-- locks: public.a_n_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.a_s ACCESS EXCLUSIVE; catalog only
DROP INDEX public.a_u_old;

