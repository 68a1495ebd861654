- check public.t.has_note
~ column public.t.note: default 'all'::text -> (none); statistics 200 -> (none)
~ column public.t.sub: not_null true -> false
- column public.t.sub2

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_statistics public.t.note
--              drop_not_null public.t.sub
--              drop_constraint public.t.has_note
-- locks        public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.t ADD CONSTRAINT has_note CHECK (note <> ''::text);
--   ALTER TABLE public.t ALTER COLUMN sub SET NOT NULL;
--   COMMIT;
--   ALTER TABLE ONLY public.t ALTER COLUMN note SET STATISTICS 200;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.t SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE ONLY public.t ALTER COLUMN note SET STATISTICS -1;

SET lock_timeout = '250ms';

-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t ALTER COLUMN sub DROP NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT has_note;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.t.note
--              set_default public.t.note
--              drop_column public.t.sub2
-- locks        public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- public.t_1 keeps its own default.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t ALTER COLUMN note DROP DEFAULT;
ALTER TABLE public.t_1 ALTER COLUMN note SET DEFAULT 'one'::text;
COMMIT;

-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.t DROP COLUMN sub2;

