~ column public.clerks.name: default 'a clerk'::text -> (none)
~ column public.pilots.name: default 'nobody'::text -> 'a pilot'::text
+ column public.pilots.shift
+ column public.staff.shift
- column public.staff.since
+ table public.cooks (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.cooks
--              set_default public.cooks.name
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.cooks ALTER COLUMN name SET DEFAULT 'nobody'::text;
--   DROP TABLE public.cooks;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.cooks () INHERITS (public.staff);

ALTER TABLE public.cooks ALTER COLUMN name SET DEFAULT 'a cook'::text;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.pilots.name
--              add_column public.staff.shift
--              set_default public.pilots.shift
-- locks        public.clerks  ACCESS EXCLUSIVE  catalog only
--              public.pilots  ACCESS EXCLUSIVE  catalog only
--              public.staff   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 3 of 3.
-- to go back   run these, in this order:
--   ALTER TABLE public.pilots ALTER COLUMN shift SET DEFAULT 1;
--   ALTER TABLE public.staff DROP COLUMN shift;
--   ALTER TABLE public.pilots ALTER COLUMN name SET DEFAULT 'nobody'::text;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.pilots ALTER COLUMN name SET DEFAULT 'a pilot'::text;

SET lock_timeout = '333ms';

-- locks: public.staff ACCESS EXCLUSIVE, public.clerks ACCESS EXCLUSIVE, public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.staff ADD COLUMN shift integer DEFAULT 1;

SET lock_timeout = '3s';

-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.pilots ALTER COLUMN shift SET DEFAULT 2;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.clerks.name
--              drop_column public.staff.since
-- locks        public.clerks  ACCESS EXCLUSIVE  catalog only
--              public.pilots  ACCESS EXCLUSIVE  catalog only
--              public.staff   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.staff DROP COLUMN since
--   ALTER TABLE public.clerks ALTER COLUMN name SET DEFAULT 'a clerk'::text;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.clerks ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.clerks ALTER COLUMN name DROP DEFAULT;

SET lock_timeout = '333ms';

-- locks: public.staff ACCESS EXCLUSIVE, public.clerks ACCESS EXCLUSIVE, public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.staff DROP COLUMN since;

