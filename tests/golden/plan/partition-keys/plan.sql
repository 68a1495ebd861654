~ column public.t.id: not_null false -> true
~ column public.t.sub: not_null false -> true
+ primary key public.t.t_pkey
+ unique public.t.t_note_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.t.t_id_not_null
--              add_check_not_valid public.t.t_sub_not_null
-- locks        public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.t DROP CONSTRAINT t_sub_not_null;
--   ALTER TABLE public.t DROP CONSTRAINT t_id_not_null;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, sub FROM public.t WHERE id IS NULL LIMIT 5;
ALTER TABLE public.t ADD CONSTRAINT t_id_not_null CHECK (id IS NOT NULL) NOT VALID;

-- Proves sub NOT NULL: new rows are checked from now on.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, sub FROM public.t WHERE sub IS NULL LIMIT 5;
ALTER TABLE public.t ADD CONSTRAINT t_sub_not_null CHECK (sub IS NOT NULL) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.t.t_id_not_null
--              set_not_null_proven public.t.id
--              drop_constraint public.t.t_id_not_null
--              validate_constraint public.t.t_sub_not_null
--              set_not_null_proven public.t.sub
--              drop_constraint public.t.t_sub_not_null
--              create_index_concurrently public.t.t_pkey
--              add_key_using_index public.t.t_pkey
--              add_key_only public.t.t_pkey
--              attach_index public.t.t_pkey
--              create_index_concurrently public.t.t_note_key
--              add_key_using_index public.t.t_note_key
--              add_key_only public.t.t_note_key
--              attach_index public.t.t_note_key
-- locks        public.t      ACCESS EXCLUSIVE        catalog only
--              public.t      SHARE UPDATE EXCLUSIVE  scan
--              public.t_1    ACCESS EXCLUSIVE        catalog only
--              public.t_1    SHARE UPDATE EXCLUSIVE  index build
--              public.t_2    ACCESS EXCLUSIVE        catalog only
--              public.t_2    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2_0  ACCESS EXCLUSIVE        catalog only
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 10, 12, 13, 19, 21 and 22 of 22.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER INDEX public.t_note_key ATTACH PARTITION public.t_2_t_note_key
--   -- can not be undone: ALTER INDEX public.t_note_key ATTACH PARTITION public.t_1_t_note_key
--   ALTER TABLE public.t DROP CONSTRAINT t_note_key;
--   -- can not be undone: ALTER INDEX public.t_2_t_note_key ATTACH PARTITION public.t_2_0_t_2_t_note_key
--   -- can not be undone: ALTER TABLE public.t_2_0 ADD CONSTRAINT t_2_0_t_2_t_note_key UNIQUE USING INDEX t_2_0_t_2_ ...
--   DROP INDEX CONCURRENTLY public.t_2_0_t_2_t_note_key;
--   -- can not be undone: ALTER TABLE ONLY public.t_2 ADD CONSTRAINT t_2_t_note_key UNIQUE (note, id, sub)
--   -- can not be undone: ALTER TABLE public.t_1 ADD CONSTRAINT t_1_t_note_key UNIQUE USING INDEX t_1_t_note_key
--   DROP INDEX CONCURRENTLY public.t_1_t_note_key;
--   -- can not be undone: ALTER INDEX public.t_pkey ATTACH PARTITION public.t_2_t_pkey
--   -- can not be undone: ALTER INDEX public.t_pkey ATTACH PARTITION public.t_1_t_pkey
--   ALTER TABLE public.t DROP CONSTRAINT t_pkey;
--   -- can not be undone: ALTER INDEX public.t_2_t_pkey ATTACH PARTITION public.t_2_0_t_2_t_pkey
--   -- can not be undone: ALTER TABLE public.t_2_0 ADD CONSTRAINT t_2_0_t_2_t_pkey PRIMARY KEY USING INDEX t_2_0_t_2 ...
--   DROP INDEX CONCURRENTLY public.t_2_0_t_2_t_pkey;
--   -- can not be undone: ALTER TABLE ONLY public.t_2 ADD CONSTRAINT t_2_t_pkey PRIMARY KEY (id, sub)
--   -- can not be undone: ALTER TABLE public.t_1 ADD CONSTRAINT t_1_t_pkey PRIMARY KEY USING INDEX t_1_t_pkey
--   DROP INDEX CONCURRENTLY public.t_1_t_pkey;
--   BEGIN;
--   ALTER TABLE public.t ADD CONSTRAINT t_sub_not_null CHECK (sub IS NOT NULL);
--   ALTER TABLE public.t ALTER COLUMN sub DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.t VALIDATE CONSTRAINT t_sub_not_null
--   BEGIN;
--   ALTER TABLE public.t ADD CONSTRAINT t_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.t ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.t VALIDATE CONSTRAINT t_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t VALIDATE CONSTRAINT t_id_not_null;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT t_id_not_null;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t VALIDATE CONSTRAINT t_sub_not_null;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t ALTER COLUMN sub SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT t_sub_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, sub, count(*) AS times FROM public.t_1 WHERE id IS NOT NULL AND sub IS NOT NULL GROUP BY id, sub HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_1_t_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t_1_t_pkey ON public.t_1 (id, sub);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.t_1 ADD CONSTRAINT t_1_t_pkey PRIMARY KEY USING INDEX t_1_t_pkey;

-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t_2'::regclass AND inhrelid NOT IN ('public.t_2_0'::regclass) LIMIT 5;
ALTER TABLE ONLY public.t_2 ADD CONSTRAINT t_2_t_pkey PRIMARY KEY (id, sub);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, sub, count(*) AS times FROM public.t_2_0 WHERE id IS NOT NULL AND sub IS NOT NULL GROUP BY id, sub HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_2_0_t_2_t_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t_2_0_t_2_t_pkey ON public.t_2_0 (id, sub);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.t_2_0 ADD CONSTRAINT t_2_0_t_2_t_pkey PRIMARY KEY USING INDEX t_2_0_t_2_t_pkey;

ALTER INDEX public.t_2_t_pkey ATTACH PARTITION public.t_2_0_t_2_t_pkey;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t'::regclass AND inhrelid NOT IN ('public.t_1'::regclass, 'public.t_2'::regclass) LIMIT 5;
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id, sub);

ALTER INDEX public.t_pkey ATTACH PARTITION public.t_1_t_pkey;

ALTER INDEX public.t_pkey ATTACH PARTITION public.t_2_t_pkey;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, note, id, sub, count(*) AS times FROM public.t_1 WHERE note IS NOT NULL AND id IS NOT NULL AND sub IS NOT NULL GROUP BY note, id, sub HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_1_t_note_key;
CREATE UNIQUE INDEX CONCURRENTLY t_1_t_note_key ON public.t_1 (note, id, sub);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.t_1 ADD CONSTRAINT t_1_t_note_key UNIQUE USING INDEX t_1_t_note_key;

-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t_2'::regclass AND inhrelid NOT IN ('public.t_2_0'::regclass) LIMIT 5;
ALTER TABLE ONLY public.t_2 ADD CONSTRAINT t_2_t_note_key UNIQUE (note, id, sub);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, note, id, sub, count(*) AS times FROM public.t_2_0 WHERE note IS NOT NULL AND id IS NOT NULL AND sub IS NOT NULL GROUP BY note, id, sub HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.t_2_0_t_2_t_note_key;
CREATE UNIQUE INDEX CONCURRENTLY t_2_0_t_2_t_note_key ON public.t_2_0 (note, id, sub);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.t_2_0 ADD CONSTRAINT t_2_0_t_2_t_note_key UNIQUE USING INDEX t_2_0_t_2_t_note_key;

ALTER INDEX public.t_2_t_note_key ATTACH PARTITION public.t_2_0_t_2_t_note_key;

-- Of the partitioned table alone, which holds no row; each partition attaches its own.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t'::regclass AND inhrelid NOT IN ('public.t_1'::regclass, 'public.t_2'::regclass) LIMIT 5;
ALTER TABLE ONLY public.t ADD CONSTRAINT t_note_key UNIQUE (note, id, sub);

ALTER INDEX public.t_note_key ATTACH PARTITION public.t_1_t_note_key;

ALTER INDEX public.t_note_key ATTACH PARTITION public.t_2_t_note_key;

