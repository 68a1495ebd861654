+ check public.t.has_note
~ column public.t.note: default (none) -> 'all'::text; statistics (none) -> 200
~ column public.t.sub: not_null false -> true
+ column public.t.sub2

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.t.note
--              set_statistics public.t.note
--              add_not_null_not_valid public.t.sub
--              add_column public.t.sub2
--              add_check_not_valid public.t.has_note
-- locks        public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 2 of 4.
-- to go back   run these, in this order:
--   ALTER TABLE public.t DROP CONSTRAINT has_note;
--   BEGIN;
--   ALTER TABLE public.t DROP COLUMN sub2;
--   ALTER TABLE public.t DROP CONSTRAINT t_sub_not_null;
--   COMMIT;
--   ALTER TABLE ONLY public.t ALTER COLUMN note SET STATISTICS -1;
--   -- can not be undone: ALTER TABLE public.t ALTER COLUMN note SET DEFAULT 'all'::text

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- public.t_1 keeps its own default.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t ALTER COLUMN note SET DEFAULT 'all'::text;
ALTER TABLE public.t_1 ALTER COLUMN note SET DEFAULT 'one'::text;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.t SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE ONLY public.t ALTER COLUMN note SET STATISTICS 200;

SET lock_timeout = '250ms';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE sub IS NULL LIMIT 5;
BEGIN;
ALTER TABLE public.t ADD CONSTRAINT t_sub_not_null NOT NULL sub NOT VALID;
ALTER TABLE public.t ADD COLUMN sub2 integer DEFAULT 0 NOT NULL;
COMMIT;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE NOT (note <> ''::text) LIMIT 5;
ALTER TABLE public.t ADD CONSTRAINT has_note CHECK (note <> ''::text) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.t.sub
--              validate_constraint public.t.has_note
-- locks        public.t      SHARE UPDATE EXCLUSIVE  scan
--              public.t_1    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.t SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t VALIDATE CONSTRAINT t_sub_not_null;

-- locks: public.t SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t VALIDATE CONSTRAINT has_note;

