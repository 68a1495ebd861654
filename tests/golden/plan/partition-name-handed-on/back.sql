> index public.c_low.c_low_c_code: renamed
> index public.e_low.e_low_e_one: renamed
> unique public.d_low.d_low_d_key: renamed
- index public.a.a_code
+ index public.a_low.a_code
+ index public.c.c_code
+ index public.e.e_one
- index public.e.e_three
- index public.e.e_two
+ index public.e_low.e_two
- unique public.b.b_key
+ unique public.b_low.b_key
+ unique public.d.d_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_index public.c_low.c_low_c_code
--              rename_index public.e_low.e_low_e_one
--              rename_constraint public.d_low.d_low_d_key
--              create_index_concurrently public.b_low.b_key
--              create_index_concurrently public.d.d_key
--              add_key_using_index public.d.d_key
--              add_key_only public.d.d_key
--              attach_index public.d.d_key
--              create_index_concurrently public.a_low.a_code
--              create_index_on_only public.c.c_code
--              create_index_concurrently public.c.c_code
--              attach_index public.c.c_code
--              create_index_on_only public.e.e_one
--              create_index_concurrently public.e.e_one
--              attach_index public.e.e_one
--              create_index_concurrently public.e_low.e_two
--              drop_index public.a.a_code
--              rename_index public.a_low.a_code
--              drop_index public.e.e_three
--              drop_index public.e.e_two
--              rename_index public.e_low.e_two
-- locks        public.a       ACCESS EXCLUSIVE        catalog only
--              public.a_high  ACCESS EXCLUSIVE        catalog only
--              public.a_low   ACCESS EXCLUSIVE        catalog only
--              public.a_low   SHARE UPDATE EXCLUSIVE  index build
--              public.b_low   SHARE UPDATE EXCLUSIVE  index build
--              public.c       SHARE                   catalog only
--              public.c_high  SHARE UPDATE EXCLUSIVE  index build
--              public.d       ACCESS EXCLUSIVE        catalog only
--              public.d_high  ACCESS EXCLUSIVE        catalog only
--              public.d_high  SHARE UPDATE EXCLUSIVE  index build
--              public.d_low   ACCESS EXCLUSIVE        catalog only
--              public.e       ACCESS EXCLUSIVE        catalog only
--              public.e_high  ACCESS EXCLUSIVE        catalog only
--              public.e_high  SHARE UPDATE EXCLUSIVE  index build
--              public.e_low   ACCESS EXCLUSIVE        catalog only
--              public.e_low   SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 8, 9, 13, 14, 17 and 18 of 23.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER INDEX public.e_two RENAME TO e_two_new;
--   BEGIN;
--   CREATE INDEX e_two ON public.e (id, code);
--   CREATE INDEX e_three ON public.e (code, id);
--   COMMIT;
--   ALTER INDEX public.a_code RENAME TO a_code_new;
--   CREATE INDEX a_code ON public.a (code);
--   DROP INDEX CONCURRENTLY public.e_two_new;
--   -- can not be undone: ALTER INDEX public.e_one ATTACH PARTITION public.e_low_e_one
--   -- can not be undone: ALTER INDEX public.e_one ATTACH PARTITION public.e_high_e_one
--   DROP INDEX CONCURRENTLY public.e_high_e_one;
--   DROP INDEX public.e_one;
--   -- can not be undone: ALTER INDEX public.c_code ATTACH PARTITION public.c_low_c_code
--   -- can not be undone: ALTER INDEX public.c_code ATTACH PARTITION public.c_high_c_code
--   DROP INDEX CONCURRENTLY public.c_high_c_code;
--   DROP INDEX public.c_code;
--   DROP INDEX CONCURRENTLY public.a_code_new;
--   -- can not be undone: ALTER INDEX public.d_key ATTACH PARTITION public.d_low_d_key
--   -- can not be undone: ALTER INDEX public.d_key ATTACH PARTITION public.d_high_d_key
--   ALTER TABLE public.d DROP CONSTRAINT d_key;
--   -- can not be undone: ALTER TABLE public.d_high ADD CONSTRAINT d_high_d_key UNIQUE USING INDEX d_high_d_key
--   DROP INDEX CONCURRENTLY public.d_high_d_key;
--   DROP INDEX CONCURRENTLY public.b_key_new;
--   ALTER TABLE public.d_low RENAME CONSTRAINT d_low_d_key TO d_key;
--   ALTER INDEX public.e_low_e_one RENAME TO e_one;
--   ALTER INDEX public.c_low_c_code RENAME TO c_code;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- index public.c.c_code takes the name.
ALTER INDEX public.c_code RENAME TO c_low_c_code;

-- index public.e.e_one takes the name.
ALTER INDEX public.e_one RENAME TO e_low_e_one;

-- unique public.d.d_key takes the name.
-- locks: public.d_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d_low RENAME CONSTRAINT d_key TO d_low_d_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.b_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.b_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_key_new;
CREATE UNIQUE INDEX CONCURRENTLY b_key_new ON public.b_low (id);

-- locks: public.d_high SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.d_high WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.d_high_d_key;
CREATE UNIQUE INDEX CONCURRENTLY d_high_d_key ON public.d_high (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.d_high ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d_high ADD CONSTRAINT d_high_d_key UNIQUE USING INDEX d_high_d_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.d ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.d'::regclass AND inhrelid NOT IN ('public.d_high'::regclass, 'public.d_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.d ADD CONSTRAINT d_key UNIQUE (id);

ALTER INDEX public.d_key ATTACH PARTITION public.d_high_d_key;

ALTER INDEX public.d_key ATTACH PARTITION public.d_low_d_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.a_code_new;
CREATE INDEX CONCURRENTLY a_code_new ON public.a_low (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.c SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.c'::regclass AND inhrelid NOT IN ('public.c_high'::regclass, 'public.c_low'::regclass) LIMIT 5;
CREATE INDEX c_code ON ONLY public.c (code);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.c_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.c_high_c_code;
CREATE INDEX CONCURRENTLY c_high_c_code ON public.c_high (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.c_code ATTACH PARTITION public.c_high_c_code;

ALTER INDEX public.c_code ATTACH PARTITION public.c_low_c_code;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.e SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.e'::regclass AND inhrelid NOT IN ('public.e_high'::regclass, 'public.e_low'::regclass) LIMIT 5;
CREATE INDEX e_one ON ONLY public.e (code);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_high SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_high_e_one;
CREATE INDEX CONCURRENTLY e_high_e_one ON public.e_high (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.e_one ATTACH PARTITION public.e_high_e_one;

ALTER INDEX public.e_one ATTACH PARTITION public.e_low_e_one;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.e_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.e_two_new;
CREATE INDEX CONCURRENTLY e_two_new ON public.e_low (code, id);

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE, public.a_high ACCESS EXCLUSIVE, public.a_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.a_code;

SET lock_timeout = '3s';

-- The index takes the name of the partitioned table's, which went.
ALTER INDEX public.a_code_new RENAME TO a_code;

SET lock_timeout = '333ms';

-- locks: public.e ACCESS EXCLUSIVE, public.e_high ACCESS EXCLUSIVE, public.e_low ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP INDEX public.e_three;
DROP INDEX public.e_two;
COMMIT;

SET lock_timeout = '3s';

-- The index takes the name of the partitioned table's, which went.
ALTER INDEX public.e_two_new RENAME TO e_two;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.b.b_key
--              add_key_using_index public.b_low.b_key
-- locks        public.b       ACCESS EXCLUSIVE  catalog only
--              public.b_high  ACCESS EXCLUSIVE  catalog only
--              public.b_low   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.b_low DROP CONSTRAINT b_key;
--   ALTER TABLE public.b ADD CONSTRAINT b_key UNIQUE (id);
--   COMMIT;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.b ACCESS EXCLUSIVE, public.b_high ACCESS EXCLUSIVE, public.b_low ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.b DROP CONSTRAINT b_key;
ALTER TABLE public.b_low ADD CONSTRAINT b_key UNIQUE USING INDEX b_key_new;
COMMIT;

