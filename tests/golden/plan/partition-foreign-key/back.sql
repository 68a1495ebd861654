- foreign key public.t.t_note_fkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.t.t_note_fkey
-- locks        public.r      ACCESS EXCLUSIVE  catalog only
--              public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.t ADD CONSTRAINT t_note_fkey FOREIGN KEY (note) REFERENCES public.r(id);

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.r ACCESS EXCLUSIVE; catalog only
-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.t IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.t DROP CONSTRAINT t_note_fkey;
COMMIT;

