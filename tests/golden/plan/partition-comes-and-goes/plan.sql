+ check public.events.events_size_ok
+ column public.events.note
~ column public.events.size: not_null false -> true
+ index public.events.events_size
+ table public.events_next
- table public.events_old
+ table public.events_rest

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.events.note
--              add_check_not_valid public.events.events_size_not_null
-- locks        public.events      ACCESS EXCLUSIVE  catalog only
--              public.events_now  ACCESS EXCLUSIVE  catalog only
--              public.events_old  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.events DROP CONSTRAINT events_size_not_null;
--   ALTER TABLE public.events DROP COLUMN note;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_old ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.events ADD COLUMN note text;

-- Proves size NOT NULL: new rows are checked from now on.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_old ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.events WHERE size IS NULL LIMIT 5;
ALTER TABLE public.events ADD CONSTRAINT events_size_not_null CHECK (size IS NOT NULL) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.events.events_size_not_null
--              set_not_null_proven public.events.size
--              drop_constraint public.events.events_size_not_null
--              add_check_not_valid public.events.events_size_ok
--              validate_constraint public.events.events_size_ok
--              create_index_on_only public.events.events_size
--              create_index_concurrently public.events.events_size
--              attach_index public.events.events_size
-- locks        public.events      ACCESS EXCLUSIVE        catalog only
--              public.events      SHARE UPDATE EXCLUSIVE  scan
--              public.events_now  ACCESS EXCLUSIVE        catalog only
--              public.events_now  SHARE UPDATE EXCLUSIVE  index build
--              public.events_old  ACCESS EXCLUSIVE        catalog only
--              public.events_old  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 4, 7 and 9 of 9.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER INDEX public.events_size ATTACH PARTITION public.events_old_events_size
--   DROP INDEX CONCURRENTLY public.events_old_events_size;
--   -- can not be undone: ALTER INDEX public.events_size ATTACH PARTITION public.events_now_events_size
--   DROP INDEX CONCURRENTLY public.events_now_events_size;
--   DROP INDEX public.events_size;
--   -- nothing to undo: ALTER TABLE public.events VALIDATE CONSTRAINT events_size_ok
--   ALTER TABLE public.events DROP CONSTRAINT events_size_ok;
--   BEGIN;
--   ALTER TABLE public.events ADD CONSTRAINT events_size_not_null CHECK (size IS NOT NULL);
--   ALTER TABLE public.events ALTER COLUMN size DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.events VALIDATE CONSTRAINT events_size_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.events SHARE UPDATE EXCLUSIVE; scan
-- locks: public.events_now SHARE UPDATE EXCLUSIVE; scan
-- locks: public.events_old SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.events VALIDATE CONSTRAINT events_size_not_null;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_old ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.events ALTER COLUMN size SET NOT NULL;
ALTER TABLE public.events DROP CONSTRAINT events_size_not_null;
COMMIT;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_old ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.events WHERE NOT (size >= 0) LIMIT 5;
ALTER TABLE public.events ADD CONSTRAINT events_size_ok CHECK (size >= 0) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.events SHARE UPDATE EXCLUSIVE; scan
-- locks: public.events_now SHARE UPDATE EXCLUSIVE; scan
-- locks: public.events_old SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.events VALIDATE CONSTRAINT events_size_ok;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- INVALID until every partition has attached its own, one by one.
-- locks: public.events SHARE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.events'::regclass AND inhrelid NOT IN ('public.events_now'::regclass, 'public.events_old'::regclass) LIMIT 5;
CREATE INDEX events_size ON ONLY public.events (size);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.events_now SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.events_now_events_size;
CREATE INDEX CONCURRENTLY events_now_events_size ON public.events_now (size);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.events_size ATTACH PARTITION public.events_now_events_size;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.events_old SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.events_old_events_size;
CREATE INDEX CONCURRENTLY events_old_events_size ON public.events_old (size);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.events_size ATTACH PARTITION public.events_old_events_size;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.events_next
--              create_table public.events_rest
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.events_rest;
--   DROP TABLE public.events_next;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of events pass.
CREATE TABLE public.events_next (
  LIKE public.events INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT events_next_bounds CHECK ((kind IS NOT NULL) AND (kind = 3))
);

-- Made by itself and attached: readers and writers of events pass.
CREATE TABLE public.events_rest (
  LIKE public.events INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT events_rest_bounds CHECK (NOT ((kind IS NOT NULL) AND (kind = ANY (ARRAY[2, 3]))))
);

COMMIT;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.events_next
-- locks        public.events  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.events ATTACH PARTITION public.events_next FOR VALUES IN (3);

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.events_next
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.events_next DROP CONSTRAINT events_next_bounds;

COMMIT;

==> 20260101000005_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.events_rest
-- locks        public.events  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.events ATTACH PARTITION public.events_rest DEFAULT;

==> 20260101000006_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000006
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.events_rest
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.events_rest DROP CONSTRAINT events_rest_bounds;

COMMIT;

==> 20260101000007_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000007
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition public.events_old
--              drop_table public.events_old
-- locks        public.events      ACCESS EXCLUSIVE  catalog only
--              public.events_old  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.events_old
--   ALTER TABLE public.events ATTACH PARTITION public.events_old FOR VALUES IN (1);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.events ACCESS EXCLUSIVE, public.events_old ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.events, public.events_old IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.events DETACH PARTITION public.events_old;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.events_old ACCESS EXCLUSIVE; catalog only
DROP TABLE public.events_old;

