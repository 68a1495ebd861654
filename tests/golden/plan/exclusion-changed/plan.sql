! exclusion public.stays.bare: method (none) -> gist; include (none) -> guest; where (none) -> (guest IS NULL); deferrable (none) -> initially deferred
! exclusion public.stays.elements: elements guest WITH = -> payer WITH =
! exclusion public.stays.method: method gist -> spgist
! exclusion public.stays.optioned: include payer -> during; where (payer IS NULL) -> (payer IS NOT NULL); deferrable initially immediate -> initially deferred
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.stays DROP CONSTRAINT bare, ADD CONSTRAINT bare EXCLUDE USING gist (during WITH =) INCLUDE (guest) WHERE (guest IS NULL) DEFERRABLE INITIALLY DEFERRED
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.stays DROP CONSTRAINT elements, ADD CONSTRAINT elements EXCLUDE (payer WITH =)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.stays DROP CONSTRAINT method, ADD CONSTRAINT method EXCLUDE USING spgist (during WITH &&)
refused without --allow blocks_reads, blocks_writes: ALTER TABLE public.stays DROP CONSTRAINT optioned, ADD CONSTRAINT optioned EXCLUDE (guest WITH =) INCLUDE (during) WHERE (payer IS NOT NULL) DEFERRABLE INITIALLY DEFERRED

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_exclusion public.stays.bare
--              replace_exclusion public.stays.elements
--              replace_exclusion public.stays.method
--              replace_exclusion public.stays.optioned
-- locks        public.stays  ACCESS EXCLUSIVE  index build
-- hazards      accepted: LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.stays DROP CONSTRAINT optioned, ADD CONSTRAINT optioned EXCLUDE (guest WITH =) INCLUDE (payer) WHERE (payer IS NULL) DEFERRABLE;
--   ALTER TABLE public.stays DROP CONSTRAINT method, ADD CONSTRAINT method EXCLUDE USING gist (during WITH &&);
--   ALTER TABLE public.stays DROP CONSTRAINT elements, ADD CONSTRAINT elements EXCLUDE (guest WITH =);
--   ALTER TABLE public.stays DROP CONSTRAINT bare, ADD CONSTRAINT bare EXCLUDE (during WITH =);

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.stays ACCESS EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS pairs, a.place, b.place AS other_place FROM (SELECT ctid AS place, * FROM public.stays WHERE (guest IS NULL)) a JOIN (SELECT ctid AS place, * FROM public.stays WHERE (guest IS NULL)) b ON a.during = b.during AND a.place < b.place LIMIT 5;
ALTER TABLE public.stays DROP CONSTRAINT bare, ADD CONSTRAINT bare EXCLUDE USING gist (during WITH =) INCLUDE (guest) WHERE (guest IS NULL) DEFERRABLE INITIALLY DEFERRED;

-- locks: public.stays ACCESS EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS pairs, a.place, b.place AS other_place FROM (SELECT ctid AS place, * FROM public.stays) a JOIN (SELECT ctid AS place, * FROM public.stays) b ON a.payer = b.payer AND a.place < b.place LIMIT 5;
ALTER TABLE public.stays DROP CONSTRAINT elements, ADD CONSTRAINT elements EXCLUDE (payer WITH =);

-- locks: public.stays ACCESS EXCLUSIVE; index build
ALTER TABLE public.stays DROP CONSTRAINT method, ADD CONSTRAINT method EXCLUDE USING spgist (during WITH &&);

-- locks: public.stays ACCESS EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS pairs, a.place, b.place AS other_place FROM (SELECT ctid AS place, * FROM public.stays WHERE (payer IS NOT NULL)) a JOIN (SELECT ctid AS place, * FROM public.stays WHERE (payer IS NOT NULL)) b ON a.guest = b.guest AND a.place < b.place LIMIT 5;
ALTER TABLE public.stays DROP CONSTRAINT optioned, ADD CONSTRAINT optioned EXCLUDE (guest WITH =) INCLUDE (during) WHERE (payer IS NOT NULL) DEFERRABLE INITIALLY DEFERRED;

