- check public.events.events_size_ok
- column public.events.note
~ column public.events.size: not_null true -> false
- index public.events.events_size
- table public.events_next
+ table public.events_old
- table public.events_rest

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.events_old
--              validate_constraint public.events_old
-- locks        public.events_rest  ACCESS EXCLUSIVE        catalog only
--              public.events_rest  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.events_rest VALIDATE CONSTRAINT events_old_not_here
--   ALTER TABLE public.events_rest DROP CONSTRAINT events_old_not_here;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.events_rest WHERE NOT (NOT ((kind IS NOT NULL) AND (kind = 1))) LIMIT 5;
ALTER TABLE public.events_rest ADD CONSTRAINT events_old_not_here CHECK (NOT ((kind IS NOT NULL) AND (kind = 1))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.events_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.events_rest VALIDATE CONSTRAINT events_old_not_here;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.events_old
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.events_old;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of events pass.
CREATE TABLE public.events_old (
  LIKE public.events INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT events_old_bounds CHECK ((kind IS NOT NULL) AND (kind = 1))
);

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.events_old
-- locks        public.events       SHARE UPDATE EXCLUSIVE  catalog only
--              public.events_rest  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.events SHARE UPDATE EXCLUSIVE, public.events_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.events IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.events_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.events ATTACH PARTITION public.events_old FOR VALUES IN (1);
COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.events_old
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.events_old DROP CONSTRAINT events_old_bounds;

COMMIT;

==> 20260101000004_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.events_old
--              drop_not_null public.events.size
--              drop_index public.events.events_size
--              drop_constraint public.events.events_size_ok
-- locks        public.events       ACCESS EXCLUSIVE  catalog only
--              public.events_next  ACCESS EXCLUSIVE  catalog only
--              public.events_now   ACCESS EXCLUSIVE  catalog only
--              public.events_rest  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.events ADD CONSTRAINT events_size_ok CHECK (size >= 0);
--   CREATE INDEX events_size ON public.events (size);
--   ALTER TABLE public.events ALTER COLUMN size SET NOT NULL;
--   COMMIT;
--   -- can not be undone: ALTER TABLE public.events_rest DROP CONSTRAINT events_old_not_here

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.events_rest DROP CONSTRAINT events_old_not_here;

SET lock_timeout = '250ms';

-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_next ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.events ALTER COLUMN size DROP NOT NULL;
DROP INDEX public.events_size;
ALTER TABLE public.events DROP CONSTRAINT events_size_ok;
COMMIT;

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.events.note
--              detach_partition public.events_next
--              drop_table public.events_next
--              detach_partition public.events_rest
--              drop_table public.events_rest
-- locks        public.events       ACCESS EXCLUSIVE  catalog only
--              public.events_next  ACCESS EXCLUSIVE  catalog only
--              public.events_now   ACCESS EXCLUSIVE  catalog only
--              public.events_rest  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.events_rest
--   ALTER TABLE public.events ATTACH PARTITION public.events_rest DEFAULT;
--   -- can not be undone: DROP TABLE public.events_next
--   ALTER TABLE public.events ATTACH PARTITION public.events_next FOR VALUES IN (3);
--   -- can not be undone: ALTER TABLE public.events DROP COLUMN note

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_next ACCESS EXCLUSIVE; catalog only
-- locks: public.events_now ACCESS EXCLUSIVE; catalog only
-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.events DROP COLUMN note;

SET lock_timeout = '333ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.events_next ACCESS EXCLUSIVE; catalog only
-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.events, public.events_next, public.events_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.events DETACH PARTITION public.events_next;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.events_next ACCESS EXCLUSIVE; catalog only
DROP TABLE public.events_next;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.events ACCESS EXCLUSIVE, public.events_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.events, public.events_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.events DETACH PARTITION public.events_rest;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.events_rest ACCESS EXCLUSIVE; catalog only
DROP TABLE public.events_rest;

