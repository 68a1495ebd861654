+ check public.base.base_id_check
+ check public.joining.base_id_check
+ column public.base.added
+ column public.joining.added
+ column public.joining.state
- column public.leaving.state
- column public.plain.more
+ column public.typed.more
~ table public.joining: inherits (none) -> public.base
~ table public.leaving: inherits public.base -> (none)
~ table public.plain: of_type (none) -> public.person
~ table public.turned: inherits public.base, public.other -> public.other, public.base
~ table public.typed: of_type public.person -> (none)
refused without --allow breaks_old_code: ALTER TABLE public.leaving NO INHERIT public.base

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      no_inherit public.leaving
--              table_of_type public.typed
--              add_column public.base.added
--              add_column public.joining.state
--              add_column public.joining.added
--              add_column public.typed.more
--              add_check_not_valid public.base.base_id_check
--              add_check_not_valid public.joining.base_id_check
-- locks        public.base     ACCESS EXCLUSIVE  catalog only
--              public.joining  ACCESS EXCLUSIVE  catalog only
--              public.leaving  ACCESS EXCLUSIVE  catalog only
--              public.turned   ACCESS EXCLUSIVE  catalog only
--              public.typed    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.joining DROP CONSTRAINT base_id_check;
--   ALTER TABLE public.base DROP CONSTRAINT base_id_check;
--   ALTER TABLE public.typed DROP COLUMN more;
--   BEGIN;
--   ALTER TABLE public.joining DROP COLUMN added;
--   ALTER TABLE public.joining DROP COLUMN state;
--   COMMIT;
--   ALTER TABLE public.base DROP COLUMN added;
--   ALTER TABLE public.typed OF public.person;
--   ALTER TABLE public.leaving INHERIT public.base;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.leaving ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.leaving NO INHERIT public.base;

-- locks: public.typed ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.typed NOT OF;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base ACCESS EXCLUSIVE, public.turned ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.base ADD COLUMN added text;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.joining ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.joining ADD COLUMN state text;
ALTER TABLE public.joining ADD COLUMN added text;
COMMIT;

-- locks: public.typed ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.typed ADD COLUMN more text;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.base ACCESS EXCLUSIVE, public.turned ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.base WHERE NOT (id > 0) LIMIT 5;
BEGIN;
LOCK TABLE ONLY public.base, public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.base ADD CONSTRAINT base_id_check CHECK (id > 0) NOT VALID;
COMMIT;

SET lock_timeout = '3s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.joining ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.joining WHERE NOT (id > 0) LIMIT 5;
ALTER TABLE public.joining ADD CONSTRAINT base_id_check CHECK (id > 0) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.base.base_id_check
--              turn_parents public.turned
--              validate_constraint public.joining.base_id_check
--              inherit public.joining
-- locks        public.base     SHARE UPDATE EXCLUSIVE  scan
--              public.joining  ACCESS EXCLUSIVE        catalog only
--              public.joining  SHARE UPDATE EXCLUSIVE  scan
--              public.other    SHARE UPDATE EXCLUSIVE  catalog only
--              public.turned   ACCESS EXCLUSIVE        catalog only
--              public.turned   SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 4.
-- to go back   run these, in this order:
--   ALTER TABLE public.joining NO INHERIT public.base;
--   -- nothing to undo: ALTER TABLE public.joining VALIDATE CONSTRAINT base_id_check
--   ALTER TABLE public.turned NO INHERIT public.other, NO INHERIT public.base, INHERIT public.base, INHERIT public.other;
--   -- can not be undone: ALTER TABLE public.base VALIDATE CONSTRAINT base_id_check

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base SHARE UPDATE EXCLUSIVE, public.turned SHARE UPDATE EXCLUSIVE; scan
BEGIN;
LOCK TABLE ONLY public.base, public.turned IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.base VALIDATE CONSTRAINT base_id_check;
COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.other SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.turned ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, ONLY public.other IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.turned NO INHERIT public.base, NO INHERIT public.other, INHERIT public.other, INHERIT public.base;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.joining SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.joining VALIDATE CONSTRAINT base_id_check;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base SHARE UPDATE EXCLUSIVE, public.joining ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.joining IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.joining INHERIT public.base;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.plain.more
--              table_of_type public.plain
--              drop_column public.leaving.state
-- locks        public.leaving  ACCESS EXCLUSIVE  catalog only
--              public.plain    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.leaving DROP COLUMN state
--   ALTER TABLE public.plain NOT OF;
--   -- can not be undone: ALTER TABLE public.plain DROP COLUMN more

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.plain ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.plain DROP COLUMN more;

-- locks: public.plain ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.plain OF public.person;

-- locks: public.leaving ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.leaving DROP COLUMN state;

