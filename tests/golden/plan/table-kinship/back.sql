- check public.base.base_id_check
- check public.joining.base_id_check
- column public.base.added
- column public.joining.added
- column public.joining.state
+ column public.leaving.state
+ column public.plain.more
- column public.typed.more
~ table public.joining: inherits public.base -> (none)
~ table public.leaving: inherits (none) -> public.base
~ table public.plain: of_type public.person -> (none)
~ table public.turned: inherits public.other, public.base -> public.base, public.other
~ table public.typed: of_type (none) -> public.person
refused without --allow breaks_old_code: ALTER TABLE public.joining NO INHERIT public.base

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      no_inherit public.joining
--              table_of_type public.plain
--              add_column public.leaving.state
--              add_column public.plain.more
--              drop_constraint public.base.base_id_check
--              drop_constraint public.joining.base_id_check
-- locks        public.base     ACCESS EXCLUSIVE  catalog only
--              public.joining  ACCESS EXCLUSIVE  catalog only
--              public.leaving  ACCESS EXCLUSIVE  catalog only
--              public.plain    ACCESS EXCLUSIVE  catalog only
--              public.turned   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.joining ADD CONSTRAINT base_id_check CHECK (id > 0);
--   ALTER TABLE public.base ADD CONSTRAINT base_id_check CHECK (id > 0);
--   ALTER TABLE public.plain DROP COLUMN more;
--   ALTER TABLE public.leaving DROP COLUMN state;
--   ALTER TABLE public.plain OF public.person;
--   ALTER TABLE public.joining INHERIT public.base;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.joining ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.joining NO INHERIT public.base;

-- locks: public.plain ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.plain NOT OF;

-- locks: public.leaving ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.leaving ADD COLUMN state text;

-- locks: public.plain ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.plain ADD COLUMN more text;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base ACCESS EXCLUSIVE, public.turned ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.base DROP CONSTRAINT base_id_check;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.joining ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.joining DROP CONSTRAINT base_id_check;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.base.added
--              inherit public.leaving
--              turn_parents public.turned
--              drop_column public.typed.more
--              table_of_type public.typed
--              drop_column public.joining.added
--              drop_column public.joining.state
-- locks        public.base     ACCESS EXCLUSIVE        catalog only
--              public.joining  ACCESS EXCLUSIVE        catalog only
--              public.leaving  ACCESS EXCLUSIVE        catalog only
--              public.other    SHARE UPDATE EXCLUSIVE  catalog only
--              public.turned   ACCESS EXCLUSIVE        catalog only
--              public.typed    ACCESS EXCLUSIVE        catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.joining DROP COLUMN added
--   ALTER TABLE public.typed NOT OF;
--   -- can not be undone: ALTER TABLE public.typed DROP COLUMN more
--   ALTER TABLE public.turned NO INHERIT public.base, NO INHERIT public.other, INHERIT public.other, INHERIT public.base;
--   ALTER TABLE public.leaving NO INHERIT public.base;
--   -- can not be undone: ALTER TABLE public.base DROP COLUMN added

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base ACCESS EXCLUSIVE, public.turned ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.base DROP COLUMN added;
COMMIT;

SET lock_timeout = '3s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base SHARE UPDATE EXCLUSIVE, public.leaving ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.leaving IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.leaving INHERIT public.base;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.base SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.other SHARE UPDATE EXCLUSIVE; catalog only
-- locks: public.turned ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.base, ONLY public.other IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.turned IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.turned NO INHERIT public.other, NO INHERIT public.base, INHERIT public.base, INHERIT public.other;
COMMIT;

-- locks: public.typed ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.typed DROP COLUMN more;

-- locks: public.typed ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.typed OF public.person;

-- locks: public.joining ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.joining DROP COLUMN added;
ALTER TABLE public.joining DROP COLUMN state;
COMMIT;

