> index public.a_low.a_low_a_code: renamed
> index public.e_low.e_low_e_three: renamed
> unique public.b_low.b_low_b_key: renamed
+ index public.a.a_code
- index public.c.c_code
+ index public.c_low.c_code
- index public.e.e_one
+ index public.e.e_three
+ index public.e.e_two
+ index public.e_low.e_one
+ unique public.b.b_key
- unique public.d.d_key
+ unique public.d_low.d_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_index public.a_low.a_low_a_code
--              rename_index public.e_low.e_low_e_three
--              rename_constraint public.b_low.b_low_b_key
--              create_index_concurrently public.b.b_key
--              add_key_using_index public.b.b_key
--              add_key_only public.b.b_key
--              attach_index public.b.b_key
--              create_index_concurrently public.d_low.d_key
--              create_index_on_only public.a.a_code
--              create_index_concurrently public.a.a_code
--              attach_index public.a.a_code
--              create_index_concurrently public.c_low.c_code
--              create_index_on_only public.e.e_three
--              create_index_concurrently public.e.e_three
--              attach_index public.e.e_three
--              create_index_on_only public.e.e_two
--              create_index_concurrently public.e.e_two
--              attach_index public.e.e_two
--              create_index_concurrently public.e_low.e_one
--              drop_index public.c.c_code
--              rename_index public.c_low.c_code
--              drop_index public.e.e_one
--              rename_index public.e_low.e_one
-- locks        public.a       SHARE                   catalog only
--              public.a_high  SHARE UPDATE EXCLUSIVE  index build
--              public.b       ACCESS EXCLUSIVE        catalog only
--              public.b_high  ACCESS EXCLUSIVE        catalog only
--              public.b_high  SHARE UPDATE EXCLUSIVE  index build
--              public.b_low   ACCESS EXCLUSIVE        catalog only
--              public.c       ACCESS EXCLUSIVE        catalog only
--              public.c_high  ACCESS EXCLUSIVE        catalog only
--              public.c_low   ACCESS EXCLUSIVE        catalog only
--              public.c_low   SHARE UPDATE EXCLUSIVE  index build
--              public.d_low   SHARE UPDATE EXCLUSIVE  index build
--              public.e       ACCESS EXCLUSIVE        catalog only
--              public.e_high  ACCESS EXCLUSIVE        catalog only
--              public.e_high  SHARE UPDATE EXCLUSIVE  index build
--              public.e_low   ACCESS EXCLUSIVE        catalog only
--              public.e_low   SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 7, 8, 12, 13, 17, 18, 21 and 23 of 28.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER INDEX public.e_one RENAME TO e_one_new;
--   CREATE INDEX e_one ON public.e (code);
--   ALTER INDEX public.c_code RENAME TO c_code_new;
--   CREATE INDEX c_code ON public.c (code);
--   DROP INDEX CONCURRENTLY public.e_one_new;
--   -- can not be undone: ALTER INDEX public.e_two ATTACH PARTITION public.e_low_e_two
--   DROP INDEX CONCURRENTLY public.e_low_e_two;
--   -- can not be undone: ALTER INDEX public.e_two ATTACH PARTITION public.e_high_e_two
--   DROP INDEX CONCURRENTLY public.e_high_e_two;
--   DROP INDEX public.e_two;
--   -- can not be undone: ALTER INDEX public.e_three ATTACH PARTITION public.e_low_e_three
--   -- can not be undone: ALTER INDEX public.e_three ATTACH PARTITION public.e_high_e_three
--   DROP INDEX CONCURRENTLY public.e_high_e_three;
--   DROP INDEX public.e_three;
--   DROP INDEX CONCURRENTLY public.c_code_new;
--   -- can not be undone: ALTER INDEX public.a_code ATTACH PARTITION public.a_low_a_code
--   -- can not be undone: ALTER INDEX public.a_code ATTACH PARTITION public.a_high_a_code
--   DROP INDEX CONCURRENTLY public.a_high_a_code;
--   DROP INDEX public.a_code;
--   DROP INDEX CONCURRENTLY public.d_key_new;
--   -- can not be undone: ALTER INDEX public.b_key ATTACH PARTITION public.b_low_b_key
--   -- can not be undone: ALTER INDEX public.b_key ATTACH PARTITION public.b_high_b_key
--   ALTER TABLE public.b DROP CONSTRAINT b_key;
--   -- can not be undone: ALTER TABLE public.b_high ADD CONSTRAINT b_high_b_key UNIQUE USING INDEX b_high_b_key
--   DROP INDEX CONCURRENTLY public.b_high_b_key;
--   ALTER TABLE public.b_low RENAME CONSTRAINT b_low_b_key TO b_key;
--   ALTER INDEX public.e_low_e_three RENAME TO e_two;
--   ALTER INDEX public.a_low_a_code RENAME TO a_code;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- index public.a.a_code takes the name.
ALTER INDEX public.a_code RENAME TO a_low_a_code;

-- index public.e.e_two takes the name.
ALTER INDEX public.e_two RENAME TO e_low_e_three;

-- unique public.b.b_key takes the name.
-- locks: public.b_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b_low RENAME CONSTRAINT b_key TO b_low_b_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.b_high SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.b_high WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_high_b_key;
CREATE UNIQUE INDEX CONCURRENTLY b_high_b_key ON public.b_high (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b_high ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b_high ADD CONSTRAINT b_high_b_key UNIQUE USING INDEX b_high_b_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.b ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.b'::regclass AND inhrelid NOT IN ('public.b_high'::regclass, 'public.b_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.b ADD CONSTRAINT b_key UNIQUE (id);

ALTER INDEX public.b_key ATTACH PARTITION public.b_high_b_key;

ALTER INDEX public.b_key ATTACH PARTITION public.b_low_b_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.d_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.d_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.d_key_new;
CREATE UNIQUE INDEX CONCURRENTLY d_key_new ON public.d_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.a SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_high'::regclass, 'public.a_low'::regclass) LIMIT 5;
CREATE INDEX a_code ON ONLY public.a (code);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_high_a_code;
CREATE INDEX CONCURRENTLY a_high_a_code ON public.a_high (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.a_code ATTACH PARTITION public.a_high_a_code;

ALTER INDEX public.a_code ATTACH PARTITION public.a_low_a_code;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.c_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.c_code_new;
CREATE INDEX CONCURRENTLY c_code_new ON public.c_low (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.e SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.e'::regclass AND inhrelid NOT IN ('public.e_high'::regclass, 'public.e_low'::regclass) LIMIT 5;
CREATE INDEX e_three ON ONLY public.e (code, id);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_high_e_three;
CREATE INDEX CONCURRENTLY e_high_e_three ON public.e_high (code, id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.e_three ATTACH PARTITION public.e_high_e_three;

ALTER INDEX public.e_three ATTACH PARTITION public.e_low_e_three;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.e SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.e'::regclass AND inhrelid NOT IN ('public.e_high'::regclass, 'public.e_low'::regclass) LIMIT 5;
CREATE INDEX e_two ON ONLY public.e (id, code);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_high_e_two;
CREATE INDEX CONCURRENTLY e_high_e_two ON public.e_high (id, code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.e_two ATTACH PARTITION public.e_high_e_two;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_low_e_two;
CREATE INDEX CONCURRENTLY e_low_e_two ON public.e_low (id, code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.e_two ATTACH PARTITION public.e_low_e_two;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_one_new;
CREATE INDEX CONCURRENTLY e_one_new ON public.e_low (code);

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.c ACCESS EXCLUSIVE, public.c_high ACCESS EXCLUSIVE, public.c_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.c_code;

SET lock_timeout = '3s';

-- The index takes the name of the partitioned table's, which went.
ALTER INDEX public.c_code_new RENAME TO c_code;

SET lock_timeout = '333ms';

-- locks: public.e ACCESS EXCLUSIVE, public.e_high ACCESS EXCLUSIVE, public.e_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.e_one;

SET lock_timeout = '3s';

-- The index takes the name of the partitioned table's, which went.
ALTER INDEX public.e_one_new RENAME TO e_one;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.d.d_key
--              add_key_using_index public.d_low.d_key
-- locks        public.d       ACCESS EXCLUSIVE  catalog only
--              public.d_high  ACCESS EXCLUSIVE  catalog only
--              public.d_low   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.d_low DROP CONSTRAINT d_key;
--   ALTER TABLE public.d ADD CONSTRAINT d_key UNIQUE (id);
--   COMMIT;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.d ACCESS EXCLUSIVE, public.d_high ACCESS EXCLUSIVE, public.d_low ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.d DROP CONSTRAINT d_key;
ALTER TABLE public.d_low ADD CONSTRAINT d_key UNIQUE USING INDEX d_key_new;
COMMIT;

