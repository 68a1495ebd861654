~ column public.a.born: default now() -> (none)
~ column public.a.name: not_null false -> true; default (none) -> 'x'::text
~ table public.b: of_type public.person -> (none)
- table public.c (with 1 part)
+ table public.d
~ table public.e: of_type public.other -> public.person

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.d
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.d;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.d OF public.person;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      table_of_type public.b
--              table_of_type public.e
--              set_default public.a.name
--              add_check_not_valid public.a.a_name_not_null
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
--              public.e  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 4.
-- to go back   run these, in this order:
--   ALTER TABLE public.a DROP CONSTRAINT a_name_not_null;
--   ALTER TABLE public.a ALTER COLUMN name DROP DEFAULT;
--   ALTER TABLE public.e OF public.other;
--   ALTER TABLE public.b OF public.person;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b NOT OF;

-- locks: public.e ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.e OF public.person;

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a ALTER COLUMN name SET DEFAULT 'x'::text;

-- Proves name NOT NULL: new rows are checked from now on.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.a WHERE name IS NULL LIMIT 5;
ALTER TABLE public.a ADD CONSTRAINT a_name_not_null CHECK (name IS NOT NULL) NOT VALID;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.a.a_name_not_null
--              set_not_null_proven public.a.name
--              drop_constraint public.a.a_name_not_null
-- locks        public.a  ACCESS EXCLUSIVE        catalog only
--              public.a  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.a ADD CONSTRAINT a_name_not_null CHECK (name IS NOT NULL);
--   ALTER TABLE public.a ALTER COLUMN name DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.a VALIDATE CONSTRAINT a_name_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.a VALIDATE CONSTRAINT a_name_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a ALTER COLUMN name SET NOT NULL;
ALTER TABLE public.a DROP CONSTRAINT a_name_not_null;
COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.a.born
--              drop_table public.c
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.c  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.c
--   ALTER TABLE public.a ALTER COLUMN born SET DEFAULT now();

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a ALTER COLUMN born DROP DEFAULT;

-- locks: public.c ACCESS EXCLUSIVE; catalog only
DROP TABLE public.c;

