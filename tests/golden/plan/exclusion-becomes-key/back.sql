+ exclusion public.a.a_lo
- unique public.a.a_lo
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.a ADD CONSTRAINT a_lo EXCLUDE (lo WITH =)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.a.a_lo
--              add_exclusion public.a.a_lo
-- locks        public.a  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.a DROP CONSTRAINT a_lo;
--   ALTER TABLE public.a ADD CONSTRAINT a_lo UNIQUE (lo);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.a ACCESS EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS pairs, a.id, b.id AS other_id FROM (SELECT ctid AS place, * FROM public.a) a JOIN (SELECT ctid AS place, * FROM public.a) b ON a.lo = b.lo AND a.place < b.place LIMIT 5;
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_lo;
ALTER TABLE public.a ADD CONSTRAINT a_lo EXCLUDE (lo WITH =);
COMMIT;

