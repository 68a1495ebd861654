~ column public.a.id: not_null true -> false
~ column public.d.id: not_null false -> true
- foreign key public.d.d_room
! foreign key public.f.f_hall: period true -> false
- primary key public.a.a_pkey
! primary key public.b.b_pkey: without_overlaps true -> false
+ primary key public.d.d_pkey
- table public.c (with 6 parts)
- unique public.a.a_key
! unique public.b.b_key: without_overlaps true -> false
+ unique public.d.d_key
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.d ADD CONSTRAINT d_key UNIQUE (other, during WITHOUT OVERLAPS)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.d ADD CONSTRAINT d_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_not_null_not_valid public.d.id
--              create_index_concurrently public.b.b_pkey
--              swap_key public.b.b_pkey
--              create_index_concurrently public.b.b_key
--              swap_key public.b.b_key
--              add_key public.d.d_key
--              add_foreign_key_not_valid public.f.f_hall
--              validate_constraint public.f.f_hall
--              drop_foreign_key public.f.f_hall
--              rename_constraint public.f.f_hall
--              drop_foreign_key public.d.d_room
-- locks        public.b      ACCESS EXCLUSIVE        catalog only
--              public.b      SHARE UPDATE EXCLUSIVE  index build
--              public.d      ACCESS EXCLUSIVE        index build
--              public.f      ACCESS EXCLUSIVE        catalog only
--              public.f      SHARE UPDATE EXCLUSIVE  scan
--              public.halls  ACCESS EXCLUSIVE        catalog only
--              public.halls  ROW SHARE               scan
--              public.rooms  ACCESS EXCLUSIVE        catalog only
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 8 of 10.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.d ADD CONSTRAINT d_room FOREIGN KEY (other, PERIOD during) REFERENCES public.rooms(id, PERIOD during);
--   BEGIN;
--   ALTER TABLE public.f RENAME CONSTRAINT f_hall TO f_hall_new;
--   ALTER TABLE public.f ADD CONSTRAINT f_hall FOREIGN KEY (id, PERIOD during) REFERENCES public.halls(id, PERIOD during) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.f VALIDATE CONSTRAINT f_hall_new
--   ALTER TABLE public.f DROP CONSTRAINT f_hall_new;
--   ALTER TABLE public.d DROP CONSTRAINT d_key;
--   -- can not be undone: ALTER TABLE public.b DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE USING INDEX b_key_ ...
--   DROP INDEX CONCURRENTLY public.b_key_new;
--   -- can not be undone: ALTER TABLE public.b DROP CONSTRAINT b_pkey, ADD CONSTRAINT b_pkey PRIMARY KEY USING INDEX ...
--   DROP INDEX CONCURRENTLY public.b_pkey_new;
--   ALTER TABLE public.d DROP CONSTRAINT d_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.d ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, during, id FROM public.d WHERE id IS NULL LIMIT 5;
ALTER TABLE public.d ADD CONSTRAINT d_id_not_null NOT NULL id NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.b SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, during, count(*) AS times FROM public.b WHERE id IS NOT NULL AND during IS NOT NULL GROUP BY id, during HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY b_pkey_new ON public.b (id, during);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b DROP CONSTRAINT b_pkey, ADD CONSTRAINT b_pkey PRIMARY KEY USING INDEX b_pkey_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.b SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, other, during, count(*) AS times FROM public.b WHERE other IS NOT NULL AND during IS NOT NULL GROUP BY other, during HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.b_key_new;
CREATE UNIQUE INDEX CONCURRENTLY b_key_new ON public.b (other, during);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE USING INDEX b_key_new;

SET statement_timeout = 0;

-- locks: public.d ACCESS EXCLUSIVE; index build
ALTER TABLE public.d ADD CONSTRAINT d_key UNIQUE (other, during WITHOUT OVERLAPS);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.f SHARE ROW EXCLUSIVE, public.halls SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.id, t.during FROM public.f t WHERE t.id IS NOT NULL AND t.during IS NOT NULL AND NOT EXISTS (SELECT FROM public.halls r WHERE r.id = t.id AND r.during = t.during) LIMIT 5;
BEGIN;
LOCK TABLE public.halls, public.f IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.f ADD CONSTRAINT f_hall_new FOREIGN KEY (id, during) REFERENCES public.halls(id, during) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.f SHARE UPDATE EXCLUSIVE, public.halls ROW SHARE; scan
ALTER TABLE public.f VALIDATE CONSTRAINT f_hall_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.f ACCESS EXCLUSIVE, public.halls ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.halls, public.f IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.f DROP CONSTRAINT f_hall;
ALTER TABLE public.f RENAME CONSTRAINT f_hall_new TO f_hall;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.d ACCESS EXCLUSIVE, public.rooms ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.rooms, public.d IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.d DROP CONSTRAINT d_room;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.d.id
--              add_key public.d.d_pkey
-- locks        public.d  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   ALTER TABLE public.d DROP CONSTRAINT d_pkey;
--   -- nothing to undo: ALTER TABLE public.d VALIDATE CONSTRAINT d_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.d SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.d VALIDATE CONSTRAINT d_id_not_null;

SET lock_timeout = '3s';

-- locks: public.d ACCESS EXCLUSIVE; index build
ALTER TABLE public.d ADD CONSTRAINT d_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.c.c_room
--              drop_constraint public.a.a_key
--              drop_constraint public.a.a_pkey
--              drop_not_null public.a.id
--              drop_table public.c
-- locks        public.a      ACCESS EXCLUSIVE  catalog only
--              public.c      ACCESS EXCLUSIVE  catalog only
--              public.rooms  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.c
--   BEGIN;
--   ALTER TABLE public.a ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);
--   ALTER TABLE public.a ADD CONSTRAINT a_key UNIQUE (other, during WITHOUT OVERLAPS);
--   COMMIT;
--   ALTER TABLE public.c ADD CONSTRAINT c_room FOREIGN KEY (other, PERIOD during) REFERENCES public.rooms(id, PERIOD during);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.c ACCESS EXCLUSIVE, public.rooms ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.rooms, public.c IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.c DROP CONSTRAINT c_room;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_key;
ALTER TABLE public.a DROP CONSTRAINT a_pkey;
ALTER TABLE public.a ALTER COLUMN id DROP NOT NULL;
COMMIT;

-- locks: public.c ACCESS EXCLUSIVE; catalog only
DROP TABLE public.c;

