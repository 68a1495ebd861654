~ column public.a.b: options n_distinct=7, n_distinct_inherited=8 -> (none)
+ column public.a.gone
~ column public.a.id: options n_distinct=100 -> n_distinct=-0.5
- column public.a.new
- table public.c (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_statistics public.a.b
--              set_statistics public.a.id
--              add_column public.a.gone
--              set_statistics public.a.gone
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.a ALTER COLUMN gone SET (n_distinct = 5)
--   ALTER TABLE public.a DROP COLUMN gone;
--   -- can not be undone: ALTER TABLE public.a ALTER COLUMN b RESET (n_distinct, n_distinct_inherited)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a ALTER COLUMN b RESET (n_distinct, n_distinct_inherited);
ALTER TABLE public.a ALTER COLUMN id SET (n_distinct = -0.5);
COMMIT;

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a ADD COLUMN gone text;

-- locks: public.a SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.a ALTER COLUMN gone SET (n_distinct = 5);

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.a.new
--              drop_table public.c
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.c  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a DROP COLUMN new;

-- locks: public.c ACCESS EXCLUSIVE; catalog only
DROP TABLE public.c;

