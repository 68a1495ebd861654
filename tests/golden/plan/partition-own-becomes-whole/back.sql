- index public.a.a_code
+ index public.a_low.low_code
+ index public.b.b_u
- primary key public.b.b_pkey
~ table public.b: replica_identity_index (none) -> b_u
~ table public.b_low: replica_identity (none) -> full
- unique public.a.a_id
+ unique public.a_low.low_id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_replica_identity public.b_low
--              rename_index public.a_low.low_id
--              create_index_concurrently public.a_low.low_id
--              add_key_using_index public.a_low.low_id
--              rename_index public.a_low.low_code
--              create_index_concurrently public.a_low.low_code
--              create_index_on_only public.b.b_u
--              create_index_concurrently public.b.b_u
--              attach_index public.b.b_u
--              set_replica_identity public.b
--              drop_index public.a.a_code
-- locks        public.a      ACCESS EXCLUSIVE        catalog only
--              public.a_low  ACCESS EXCLUSIVE        catalog only
--              public.a_low  SHARE UPDATE EXCLUSIVE  index build
--              public.b      ACCESS EXCLUSIVE        catalog only
--              public.b_low  ACCESS EXCLUSIVE        catalog only
--              public.b_low  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 9 of 11.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   CREATE INDEX a_code ON public.a (code);
--   ALTER TABLE public.b REPLICA IDENTITY DEFAULT;
--   -- can not be undone: ALTER INDEX public.b_u ATTACH PARTITION public.b_low_b_u
--   DROP INDEX CONCURRENTLY public.b_low_b_u;
--   DROP INDEX public.b_u;
--   DROP INDEX CONCURRENTLY public.low_code;
--   ALTER INDEX IF EXISTS public.low_code_old RENAME TO low_code;
--   ALTER TABLE public.a_low DROP CONSTRAINT low_id;
--   DROP INDEX CONCURRENTLY public.low_id;
--   ALTER INDEX IF EXISTS public.low_id_old RENAME TO low_id;
--   ALTER TABLE public.b_low REPLICA IDENTITY DEFAULT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b_low REPLICA IDENTITY FULL;

-- Where the part that goes with the partitioned table's has the name.
ALTER INDEX IF EXISTS public.low_id RENAME TO low_id_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.a_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.a_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.low_id;
CREATE UNIQUE INDEX CONCURRENTLY low_id ON public.a_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.a_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a_low ADD CONSTRAINT low_id UNIQUE USING INDEX low_id;

-- Where the part that goes with the partitioned table's has the name.
ALTER INDEX IF EXISTS public.low_code RENAME TO low_code_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.a_low SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.low_code;
CREATE INDEX CONCURRENTLY low_code ON public.a_low (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.b SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.b'::regclass AND inhrelid NOT IN ('public.b_low'::regclass) LIMIT 5;
CREATE UNIQUE INDEX b_u ON ONLY public.b (id);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.b_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.b_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_low_b_u;
CREATE UNIQUE INDEX CONCURRENTLY b_low_b_u ON public.b_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.b_u ATTACH PARTITION public.b_low_b_u;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b REPLICA IDENTITY USING INDEX b_u;

SET lock_timeout = '500ms';

-- locks: public.a ACCESS EXCLUSIVE, public.a_low ACCESS EXCLUSIVE; catalog only
DROP INDEX public.a_code;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.a.a_id
--              drop_constraint public.b.b_pkey
-- locks        public.a      ACCESS EXCLUSIVE  catalog only
--              public.a_low  ACCESS EXCLUSIVE  catalog only
--              public.b      ACCESS EXCLUSIVE  catalog only
--              public.b_low  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.b ADD CONSTRAINT b_pkey PRIMARY KEY (id);
--   ALTER TABLE public.a ADD CONSTRAINT a_id UNIQUE (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE, public.a_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a DROP CONSTRAINT a_id;

-- locks: public.b ACCESS EXCLUSIVE, public.b_low ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b DROP CONSTRAINT b_pkey;

