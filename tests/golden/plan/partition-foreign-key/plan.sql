+ foreign key public.t.t_note_fkey

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.t.t_note_fkey
--              validate_constraint public.t.t_note_fkey
--              adopt_foreign_key public.t.t_note_fkey
-- locks        public.r      ACCESS EXCLUSIVE        catalog only
--              public.r      ROW SHARE               scan
--              public.t      SHARE ROW EXCLUSIVE     catalog only
--              public.t_1    SHARE ROW EXCLUSIVE     catalog only
--              public.t_1    SHARE UPDATE EXCLUSIVE  scan
--              public.t_2    SHARE ROW EXCLUSIVE     catalog only
--              public.t_2_0  SHARE ROW EXCLUSIVE     catalog only
--              public.t_2_0  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3 and 4 of 5.
-- to go back   run these, in this order:
--   ALTER TABLE public.t DROP CONSTRAINT t_note_fkey;
--   -- nothing to undo: ALTER TABLE public.t_2_0 VALIDATE CONSTRAINT t_note_fkey
--   -- nothing to undo: ALTER TABLE public.t_1 VALIDATE CONSTRAINT t_note_fkey
--   ALTER TABLE public.t_2_0 DROP CONSTRAINT t_note_fkey;
--   ALTER TABLE public.t_1 DROP CONSTRAINT t_note_fkey;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.r SHARE ROW EXCLUSIVE, public.t_1 SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.note FROM public.t_1 t WHERE t.note IS NOT NULL AND NOT EXISTS (SELECT FROM public.r r WHERE r.id = t.note) LIMIT 5;
BEGIN;
LOCK TABLE public.r, public.t_1 IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.t_1 ADD CONSTRAINT t_note_fkey FOREIGN KEY (note) REFERENCES public.r(id) NOT VALID;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.r SHARE ROW EXCLUSIVE, public.t_2_0 SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.note FROM public.t_2_0 t WHERE t.note IS NOT NULL AND NOT EXISTS (SELECT FROM public.r r WHERE r.id = t.note) LIMIT 5;
BEGIN;
LOCK TABLE public.r, public.t_2_0 IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.t_2_0 ADD CONSTRAINT t_note_fkey FOREIGN KEY (note) REFERENCES public.r(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.r ROW SHARE, public.t_1 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t_1 VALIDATE CONSTRAINT t_note_fkey;

-- locks: public.r ROW SHARE, public.t_2_0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.t_2_0 VALIDATE CONSTRAINT t_note_fkey;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Takes the valid keys of the partitions; no row is looked up.
-- locks: public.r ACCESS EXCLUSIVE; catalog only
-- locks: public.t SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_1 SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_2 SHARE ROW EXCLUSIVE; catalog only
-- locks: public.t_2_0 SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.t'::regclass AND inhrelid NOT IN ('public.t_1'::regclass, 'public.t_2'::regclass) LIMIT 5;
BEGIN;
LOCK TABLE public.r IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.t IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.t ADD CONSTRAINT t_note_fkey FOREIGN KEY (note) REFERENCES public.r(id);
COMMIT;

