> index public.d.d_key_old: renamed
! index public.c.c_idx: columns id, code -> id
- index public.d.d_key_old
- index public.f.f_code
- index public.f_low.f_own
! primary key public.a.a_pkey: columns id, code -> id
~ table public.b_low: replica_identity_index b_low_id_code_key -> b_low_id_key
~ table public.c_low: replica_identity_index c_low_id_code_idx -> c_low_id_idx; cluster_on c_low_id_code_idx -> c_low_id_idx
~ table public.d_low: replica_identity_index d_low_id_idx -> d_low_id_key
~ table public.e_low: replica_identity_index e_low_id_code_key -> e_low_id_key
~ table public.f_low: replica_identity_index f_own -> f_low_id_key
- table public.g (with 2 parts)
- table public.g_low
! unique public.b.b_key: columns id, code -> id
+ unique public.d.d_key
+ unique public.e.e_key
- unique public.e.e_other
+ unique public.f.f_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_index public.d.d_key_old
--              create_index_concurrently public.a.a_pkey
--              create_index_concurrently public.b.b_key
--              create_index_concurrently public.d.d_key
--              add_key_using_index public.d.d_key
--              add_key_only public.d.d_key
--              attach_index public.d.d_key
--              set_replica_identity public.d_low
--              create_index_concurrently public.e.e_key
--              add_key_using_index public.e.e_key
--              add_key_only public.e.e_key
--              attach_index public.e.e_key
--              set_replica_identity public.e_low
--              create_index_concurrently public.f.f_key
--              add_key_using_index public.f.f_key
--              add_key_only public.f.f_key
--              attach_index public.f.f_key
--              set_replica_identity public.f_low
--              create_index_on_only public.c.c_idx
--              create_index_concurrently public.c.c_idx
--              set_replica_identity public.c_low
--              attach_index public.c.c_idx
--              rename_index public.c.c_idx
--              drop_index public.c.c_idx
--              drop_index public.f.f_code
--              swap_key public.b.b_key
--              add_key_using_index public.b.b_key
--              set_replica_identity public.b_low
--              swap_key public.a.a_pkey
--              add_key_using_index public.a.a_pkey
--              set_replica_identity public.a_low
-- locks        public.a      ACCESS EXCLUSIVE        catalog only
--              public.a_low  ACCESS EXCLUSIVE        catalog only
--              public.a_low  SHARE UPDATE EXCLUSIVE  index build
--              public.b      ACCESS EXCLUSIVE        catalog only
--              public.b_low  ACCESS EXCLUSIVE        catalog only
--              public.b_low  SHARE UPDATE EXCLUSIVE  index build
--              public.c      ACCESS EXCLUSIVE        catalog only
--              public.c_low  ACCESS EXCLUSIVE        catalog only
--              public.c_low  SHARE UPDATE EXCLUSIVE  index build
--              public.d      ACCESS EXCLUSIVE        catalog only
--              public.d_low  ACCESS EXCLUSIVE        catalog only
--              public.d_low  SHARE UPDATE EXCLUSIVE  index build
--              public.e      ACCESS EXCLUSIVE        catalog only
--              public.e_low  ACCESS EXCLUSIVE        catalog only
--              public.e_low  SHARE UPDATE EXCLUSIVE  index build
--              public.f      ACCESS EXCLUSIVE        catalog only
--              public.f_low  ACCESS EXCLUSIVE        catalog only
--              public.f_low  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 8, 13, 18 and 23 of 29.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.a DROP CONSTRAINT a_pkey
--   -- can not be undone: ALTER TABLE public.b DROP CONSTRAINT b_key
--   CREATE INDEX f_code ON public.f (code);
--   ALTER INDEX public.c_low_id_idx RENAME TO c_low_c_idx_new;
--   -- can not be undone: DROP INDEX public.c_idx_old
--   BEGIN;
--   ALTER INDEX public.c_idx RENAME TO c_idx_new;
--   ALTER INDEX public.c_idx_old RENAME TO c_idx;
--   COMMIT;
--   -- can not be undone: ALTER INDEX public.c_idx_new ATTACH PARTITION public.c_low_c_idx_new
--   -- can not be undone: ALTER TABLE public.c_low REPLICA IDENTITY USING INDEX c_low_c_idx_new, CLUSTER ON c_low_c_ ...
--   DROP INDEX CONCURRENTLY public.c_low_c_idx_new;
--   DROP INDEX public.c_idx_new;
--   ALTER TABLE public.f_low REPLICA IDENTITY USING INDEX f_own;
--   -- can not be undone: ALTER INDEX public.f_key ATTACH PARTITION public.f_low_id_key
--   ALTER TABLE public.f DROP CONSTRAINT f_key;
--   -- can not be undone: ALTER TABLE public.f_low ADD CONSTRAINT f_low_id_key UNIQUE USING INDEX f_low_id_key
--   DROP INDEX CONCURRENTLY public.f_low_id_key;
--   ALTER TABLE public.e_low REPLICA IDENTITY USING INDEX e_low_id_code_key;
--   -- can not be undone: ALTER INDEX public.e_key ATTACH PARTITION public.e_low_id_key
--   ALTER TABLE public.e DROP CONSTRAINT e_key;
--   -- can not be undone: ALTER TABLE public.e_low ADD CONSTRAINT e_low_id_key UNIQUE USING INDEX e_low_id_key
--   DROP INDEX CONCURRENTLY public.e_low_id_key;
--   ALTER TABLE public.d_low REPLICA IDENTITY USING INDEX d_low_id_idx;
--   -- can not be undone: ALTER INDEX public.d_key ATTACH PARTITION public.d_low_id_key
--   ALTER TABLE public.d DROP CONSTRAINT d_key;
--   -- can not be undone: ALTER TABLE public.d_low ADD CONSTRAINT d_low_id_key UNIQUE USING INDEX d_low_id_key
--   DROP INDEX CONCURRENTLY public.d_low_id_key;
--   DROP INDEX CONCURRENTLY public.b_low_b_key_new;
--   DROP INDEX CONCURRENTLY public.a_low_a_pkey_new;
--   ALTER INDEX IF EXISTS public.d_low_d_key_old RENAME TO d_low_d_key;
--   ALTER INDEX public.d_key_old RENAME TO d_key;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It makes way for the constraint of its name, which has an index of its own.
ALTER INDEX public.d_key RENAME TO d_key_old;

ALTER INDEX IF EXISTS public.d_low_d_key RENAME TO d_low_d_key_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.a_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_low_a_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY a_low_a_pkey_new ON public.a_low (id);

-- locks: public.b_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.b_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_low_b_key_new;
CREATE UNIQUE INDEX CONCURRENTLY b_low_b_key_new ON public.b_low (id);

-- locks: public.d_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.d_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.d_low_id_key;
CREATE UNIQUE INDEX CONCURRENTLY d_low_id_key ON public.d_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.d_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d_low ADD CONSTRAINT d_low_id_key UNIQUE USING INDEX d_low_id_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.d ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.d'::regclass AND inhrelid NOT IN ('public.d_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.d ADD CONSTRAINT d_key UNIQUE (id);

ALTER INDEX public.d_key ATTACH PARTITION public.d_low_id_key;

-- locks: public.d_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d_low REPLICA IDENTITY USING INDEX d_low_id_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.e_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_low_id_key;
CREATE UNIQUE INDEX CONCURRENTLY e_low_id_key ON public.e_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.e_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.e_low ADD CONSTRAINT e_low_id_key UNIQUE USING INDEX e_low_id_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.e ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.e'::regclass AND inhrelid NOT IN ('public.e_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.e ADD CONSTRAINT e_key UNIQUE (id);

ALTER INDEX public.e_key ATTACH PARTITION public.e_low_id_key;

-- locks: public.e_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.e_low REPLICA IDENTITY USING INDEX e_low_id_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.f_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.f_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.f_low_id_key;
CREATE UNIQUE INDEX CONCURRENTLY f_low_id_key ON public.f_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.f_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.f_low ADD CONSTRAINT f_low_id_key UNIQUE USING INDEX f_low_id_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.f ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.f'::regclass AND inhrelid NOT IN ('public.f_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.f ADD CONSTRAINT f_key UNIQUE (id);

ALTER INDEX public.f_key ATTACH PARTITION public.f_low_id_key;

-- locks: public.f_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.f_low REPLICA IDENTITY USING INDEX f_low_id_key;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.c SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.c'::regclass AND inhrelid NOT IN ('public.c_low'::regclass) LIMIT 5;
CREATE UNIQUE INDEX c_idx_new ON ONLY public.c (id);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.c_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.c_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.c_low_c_idx_new;
CREATE UNIQUE INDEX CONCURRENTLY c_low_c_idx_new ON public.c_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- PostgreSQL forgets it with the index.
-- locks: public.c_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.c_low REPLICA IDENTITY USING INDEX c_low_c_idx_new, CLUSTER ON c_low_c_idx_new;

ALTER INDEX public.c_idx_new ATTACH PARTITION public.c_low_c_idx_new;

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.c_idx RENAME TO c_idx_old;
ALTER INDEX public.c_idx_new RENAME TO c_idx;
COMMIT;

SET lock_timeout = '500ms';

-- locks: public.c ACCESS EXCLUSIVE, public.c_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.c_idx_old;

SET lock_timeout = '3s';

ALTER INDEX public.c_low_c_idx_new RENAME TO c_low_id_idx;

SET lock_timeout = '500ms';

-- locks: public.f ACCESS EXCLUSIVE, public.f_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.f_code;

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- PostgreSQL forgets it with the index.
-- locks: public.b ACCESS EXCLUSIVE, public.b_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.b'::regclass AND inhrelid NOT IN ('public.b_low'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.b DROP CONSTRAINT b_key;
ALTER TABLE public.b_low ADD CONSTRAINT b_low_id_key UNIQUE USING INDEX b_low_b_key_new;
ALTER TABLE public.b_low REPLICA IDENTITY USING INDEX b_low_id_key;
ALTER TABLE public.b ADD CONSTRAINT b_key UNIQUE (id);
COMMIT;

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- PostgreSQL forgets it with the index.
-- locks: public.a ACCESS EXCLUSIVE, public.a_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_low'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_pkey;
ALTER TABLE public.a_low ADD CONSTRAINT a_low_pkey PRIMARY KEY USING INDEX a_low_a_pkey_new;
ALTER TABLE public.a_low REPLICA IDENTITY USING INDEX a_low_pkey, CLUSTER ON a_low_pkey;
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index public.d.d_key_old
--              drop_index_concurrently public.f_low.f_own
--              drop_constraint public.e.e_other
--              drop_table public.g
-- locks        public.d      ACCESS EXCLUSIVE        catalog only
--              public.d_low  ACCESS EXCLUSIVE        catalog only
--              public.e      ACCESS EXCLUSIVE        catalog only
--              public.e_low  ACCESS EXCLUSIVE        catalog only
--              public.f_low  SHARE UPDATE EXCLUSIVE  catalog only
--              public.g      ACCESS EXCLUSIVE        catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.g
--   ALTER TABLE public.e ADD CONSTRAINT e_other UNIQUE (id, code);
--   CREATE UNIQUE INDEX f_own ON public.f_low (id, code);
--   CREATE UNIQUE INDEX d_key_old ON public.d (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.d ACCESS EXCLUSIVE, public.d_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.d_key_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.f_low SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.f_own;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.e ACCESS EXCLUSIVE, public.e_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.e DROP CONSTRAINT e_other;

SET lock_timeout = '3s';

-- locks: public.g ACCESS EXCLUSIVE; catalog only
DROP TABLE public.g;

