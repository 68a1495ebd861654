+ index public.a.a_code
- index public.b.b_u
+ primary key public.b.b_pkey
~ table public.b: replica_identity_index b_u -> (none)
~ table public.b_low: replica_identity full -> (none)
+ unique public.a.a_id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.b.b_pkey
--              add_key_using_index public.b.b_pkey
--              add_key_only public.b.b_pkey
--              attach_index public.b.b_pkey
--              set_replica_identity public.b
--              set_replica_identity public.b_low
--              add_key_only public.a.a_id
--              attach_index public.a.a_id
--              create_index_on_only public.a.a_code
--              attach_index public.a.a_code
-- locks        public.a      ACCESS EXCLUSIVE        catalog only
--              public.b      ACCESS EXCLUSIVE        catalog only
--              public.b_low  ACCESS EXCLUSIVE        catalog only
--              public.b_low  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4, 8 and 10 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER INDEX public.a_code ATTACH PARTITION public.low_code
--   DROP INDEX public.a_code;
--   -- can not be undone: ALTER INDEX public.a_id ATTACH PARTITION public.low_id
--   ALTER TABLE public.a DROP CONSTRAINT a_id;
--   ALTER TABLE public.b_low REPLICA IDENTITY FULL;
--   ALTER TABLE public.b REPLICA IDENTITY USING INDEX b_u;
--   -- can not be undone: ALTER INDEX public.b_pkey ATTACH PARTITION public.b_low_b_pkey
--   ALTER TABLE public.b DROP CONSTRAINT b_pkey;
--   -- can not be undone: ALTER TABLE public.b_low ADD CONSTRAINT b_low_b_pkey PRIMARY KEY USING INDEX b_low_b_pkey
--   DROP INDEX CONCURRENTLY public.b_low_b_pkey;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.b_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.b_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_low_b_pkey;
CREATE UNIQUE INDEX CONCURRENTLY b_low_b_pkey ON public.b_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b_low ADD CONSTRAINT b_low_b_pkey PRIMARY KEY USING INDEX b_low_b_pkey;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.b ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.b'::regclass AND inhrelid NOT IN ('public.b_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.b ADD CONSTRAINT b_pkey PRIMARY KEY (id);

ALTER INDEX public.b_pkey ATTACH PARTITION public.b_low_b_pkey;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b REPLICA IDENTITY DEFAULT;

-- locks: public.b_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b_low REPLICA IDENTITY DEFAULT;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_low'::regclass) LIMIT 5;
ALTER TABLE ONLY public.a ADD CONSTRAINT a_id UNIQUE (id);

ALTER INDEX public.a_id ATTACH PARTITION public.low_id;

-- INVALID until every partition has attached its own, one by one.
-- locks: public.a SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.a'::regclass AND inhrelid NOT IN ('public.a_low'::regclass) LIMIT 5;
CREATE INDEX a_code ON ONLY public.a (code);

ALTER INDEX public.a_code ATTACH PARTITION public.low_code;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index public.b.b_u
-- locks        public.b      ACCESS EXCLUSIVE  catalog only
--              public.b_low  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE UNIQUE INDEX b_u ON public.b (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.b ACCESS EXCLUSIVE, public.b_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.b_u;

