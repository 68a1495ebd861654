+ foreign key public.t.t_note_fkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.t.t_note_fkey
-- locks        public.r      SHARE ROW EXCLUSIVE  catalog only
--              public.t      SHARE ROW EXCLUSIVE  catalog only
--              public.t_1    SHARE ROW EXCLUSIVE  catalog only
--              public.t_2    SHARE ROW EXCLUSIVE  catalog only
--              public.t_2_0  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.t DROP CONSTRAINT t_note_fkey;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.r SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_1 SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_2 SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_2_0 SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.note FROM public.t t WHERE t.note IS NOT NULL AND NOT EXISTS (SELECT FROM public.r r WHERE r.id = t.note) LIMIT 5;
BEGIN;
LOCK TABLE public.r, public.t IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.t ADD CONSTRAINT t_note_fkey FOREIGN KEY (note) REFERENCES public.r(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.t.t_note_fkey
-- locks        public.r      ROW SHARE               scan
--              public.t      SHARE UPDATE EXCLUSIVE  scan
--              public.t_1    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.r ROW SHARE; scan
-- locks: public.t SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_1 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t VALIDATE CONSTRAINT t_note_fkey;

