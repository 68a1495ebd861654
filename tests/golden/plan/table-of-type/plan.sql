~ column public.a.born: default (none) -> now()
~ column public.a.name: not_null true -> false; default 'x'::text -> (none)
~ table public.b: of_type (none) -> public.person
+ table public.c (with 1 part)
- table public.d
~ table public.e: of_type public.person -> public.other

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

CREATE TABLE public.c OF public.person (
  name WITH OPTIONS DEFAULT 'x'::text NOT NULL
);

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
--              set_default public.a.born
--              drop_not_null public.a.name
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
--              public.e  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.a ALTER COLUMN name SET NOT NULL;
--   ALTER TABLE public.a ALTER COLUMN born DROP DEFAULT;
--   COMMIT;
--   ALTER TABLE public.e OF public.person;
--   ALTER TABLE public.b NOT OF;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b OF public.person;

-- locks: public.e ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.e OF public.other;

-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a ALTER COLUMN born SET DEFAULT now();
ALTER TABLE public.a ALTER COLUMN name DROP NOT NULL;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.a.name
--              drop_table public.d
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.d  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.d
--   ALTER TABLE public.a ALTER COLUMN name SET DEFAULT 'x'::text;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a ALTER COLUMN name DROP DEFAULT;

-- locks: public.d ACCESS EXCLUSIVE; catalog only
DROP TABLE public.d;

