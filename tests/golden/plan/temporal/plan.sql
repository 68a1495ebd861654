~ column public.a.id: not_null false -> true
~ column public.d.id: not_null true -> false
+ foreign key public.d.d_room
! foreign key public.f.f_hall: period false -> true
+ primary key public.a.a_pkey
! primary key public.b.b_pkey: without_overlaps false -> true
- primary key public.d.d_pkey
+ table public.c (with 6 parts)
+ unique public.a.a_key
! unique public.b.b_key: without_overlaps false -> true
- unique public.d.d_key
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.b DROP CONSTRAINT b_pkey, ADD CONSTRAINT b_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.a ADD CONSTRAINT a_key UNIQUE (other, during WITHOUT OVERLAPS)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.b DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE (other, during WITHOUT OVERLAPS)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.c
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.c;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.c (
  id int4range NOT NULL,
  during tstzrange NOT NULL,
  other int4range,
  CONSTRAINT c_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS),
  CONSTRAINT c_key UNIQUE (other, during WITHOUT OVERLAPS)
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_not_null_not_valid public.a.id
--              replace_exclusion public.b.b_pkey
--              add_key public.a.a_key
--              replace_exclusion public.b.b_key
--              add_foreign_key_on_new_table public.c.c_room
--              add_foreign_key_not_valid public.d.d_room
--              add_foreign_key_not_valid public.f.f_hall
--              validate_constraint public.f.f_hall
--              drop_foreign_key public.f.f_hall
--              rename_constraint public.f.f_hall
-- locks        public.a      ACCESS EXCLUSIVE        index build
--              public.b      ACCESS EXCLUSIVE        index build
--              public.d      SHARE ROW EXCLUSIVE     catalog only
--              public.f      ACCESS EXCLUSIVE        catalog only
--              public.f      SHARE UPDATE EXCLUSIVE  scan
--              public.halls  ACCESS EXCLUSIVE        catalog only
--              public.halls  ROW SHARE               scan
--              public.rooms  SHARE ROW EXCLUSIVE     catalog only
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 8 of 9.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.f RENAME CONSTRAINT f_hall TO f_hall_new;
--   ALTER TABLE public.f ADD CONSTRAINT f_hall FOREIGN KEY (id, during) REFERENCES public.halls(id, during) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.f VALIDATE CONSTRAINT f_hall_new
--   ALTER TABLE public.f DROP CONSTRAINT f_hall_new;
--   ALTER TABLE public.d DROP CONSTRAINT d_room;
--   ALTER TABLE public.c DROP CONSTRAINT c_room;
--   ALTER TABLE public.b DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE (other, during);
--   ALTER TABLE public.a DROP CONSTRAINT a_key;
--   ALTER TABLE public.b DROP CONSTRAINT b_pkey, ADD CONSTRAINT b_pkey PRIMARY KEY (id, during);
--   ALTER TABLE public.a DROP CONSTRAINT a_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, during, id FROM public.a WHERE id IS NULL LIMIT 5;
ALTER TABLE public.a ADD CONSTRAINT a_id_not_null NOT NULL id NOT VALID;

SET statement_timeout = 0;

-- locks: public.b ACCESS EXCLUSIVE; index build
ALTER TABLE public.b DROP CONSTRAINT b_pkey, ADD CONSTRAINT b_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- locks: public.a ACCESS EXCLUSIVE; index build
ALTER TABLE public.a ADD CONSTRAINT a_key UNIQUE (other, during WITHOUT OVERLAPS);

-- locks: public.b ACCESS EXCLUSIVE; index build
ALTER TABLE public.b DROP CONSTRAINT b_key, ADD CONSTRAINT b_key UNIQUE (other, during WITHOUT OVERLAPS);

SET statement_timeout = '15s';

-- locks: public.rooms SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.c ADD CONSTRAINT c_room FOREIGN KEY (other, PERIOD during) REFERENCES public.rooms(id, PERIOD during);

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.d SHARE ROW EXCLUSIVE, public.rooms SHARE ROW EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.d, public.rooms IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.d ADD CONSTRAINT d_room FOREIGN KEY (other, PERIOD during) REFERENCES public.rooms(id, PERIOD during) NOT VALID;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.f SHARE ROW EXCLUSIVE, public.halls SHARE ROW EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.halls, public.f IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.f ADD CONSTRAINT f_hall_new FOREIGN KEY (id, PERIOD during) REFERENCES public.halls(id, PERIOD during) NOT VALID;
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

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.a.id
--              add_key public.a.a_pkey
--              validate_constraint public.d.d_room
-- locks        public.a      ACCESS EXCLUSIVE        index build
--              public.d      SHARE UPDATE EXCLUSIVE  scan
--              public.rooms  ROW SHARE               scan
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 3.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.d VALIDATE CONSTRAINT d_room
--   ALTER TABLE public.a DROP CONSTRAINT a_pkey;
--   -- nothing to undo: ALTER TABLE public.a VALIDATE CONSTRAINT a_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.a VALIDATE CONSTRAINT a_id_not_null;

SET lock_timeout = '3s';

-- locks: public.a ACCESS EXCLUSIVE; index build
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);

SET lock_timeout = '1min';

-- locks: public.d SHARE UPDATE EXCLUSIVE, public.rooms ROW SHARE; scan
ALTER TABLE public.d VALIDATE CONSTRAINT d_room;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.d.d_key
--              drop_constraint public.d.d_pkey
--              drop_not_null public.d.id
-- locks        public.d  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.d ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.d ADD CONSTRAINT d_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS);
--   ALTER TABLE public.d ADD CONSTRAINT d_key UNIQUE (other, during WITHOUT OVERLAPS);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.d ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.d DROP CONSTRAINT d_key;
ALTER TABLE public.d DROP CONSTRAINT d_pkey;
ALTER TABLE public.d ALTER COLUMN id DROP NOT NULL;
COMMIT;

