~ column public.clerks.name: default (none) -> 'a clerk'::text
~ column public.pilots.name: default 'a pilot'::text -> 'nobody'::text
+ column public.pilots.since
- column public.staff.shift
+ column public.staff.since
- table public.cooks (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.clerks.name
--              set_default public.pilots.name
--              add_column public.staff.since
--              set_default public.pilots.since
--              comment public.pilots.since
-- locks        public.clerks  ACCESS EXCLUSIVE  catalog only
--              public.cooks   ACCESS EXCLUSIVE  catalog only
--              public.pilots  ACCESS EXCLUSIVE  catalog only
--              public.staff   ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2 and 4 of 4.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.pilots.since IS NULL;
--   ALTER TABLE public.pilots ALTER COLUMN since SET DEFAULT '2020-01-01'::date;
--   COMMIT;
--   ALTER TABLE public.staff DROP COLUMN since;
--   ALTER TABLE public.pilots ALTER COLUMN name SET DEFAULT 'a pilot'::text;
--   ALTER TABLE public.clerks ALTER COLUMN name DROP DEFAULT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.clerks ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.clerks ALTER COLUMN name SET DEFAULT 'a clerk'::text;

-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.pilots ALTER COLUMN name SET DEFAULT 'nobody'::text;

SET lock_timeout = '250ms';

-- locks: public.staff ACCESS EXCLUSIVE; catalog only
-- locks: public.clerks ACCESS EXCLUSIVE; catalog only
-- locks: public.cooks ACCESS EXCLUSIVE; catalog only
-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.staff ADD COLUMN since date DEFAULT '2020-01-01'::date;

SET lock_timeout = '3s';

-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.pilots ALTER COLUMN since SET DEFAULT '2025-01-01'::date;
COMMENT ON COLUMN public.pilots.since IS 'Since the examination';
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.staff.shift
--              drop_table public.cooks
-- locks        public.clerks  ACCESS EXCLUSIVE  catalog only
--              public.cooks   ACCESS EXCLUSIVE  catalog only
--              public.pilots  ACCESS EXCLUSIVE  catalog only
--              public.staff   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- locks: public.staff ACCESS EXCLUSIVE; catalog only
-- locks: public.clerks ACCESS EXCLUSIVE; catalog only
-- locks: public.cooks ACCESS EXCLUSIVE; catalog only
-- locks: public.pilots ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.staff DROP COLUMN shift;

SET lock_timeout = '3s';

-- locks: public.cooks ACCESS EXCLUSIVE; catalog only
DROP TABLE public.cooks;

