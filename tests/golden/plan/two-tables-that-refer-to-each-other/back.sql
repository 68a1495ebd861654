- table public.a (with 4 parts)
- table public.b (with 4 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.a.a_b_id_fkey
--              drop_foreign_key public.b.b_a_id_fkey
--              drop_table public.a
--              drop_table public.b
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.b
--   -- can not be undone: DROP TABLE public.a
--   ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);
--   ALTER TABLE public.a ADD CONSTRAINT a_b_id_fkey FOREIGN KEY (b_id) REFERENCES public.b(id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.a ACCESS EXCLUSIVE, public.b ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.a, public.b IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.a DROP CONSTRAINT a_b_id_fkey;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.a ACCESS EXCLUSIVE, public.b ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.a, public.b IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
DROP TABLE public.a;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
DROP TABLE public.b;

