~ table public.h0: partition_of (none) -> public.h; values (none) -> WITH (modulus 1, remainder 0)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.h0
--              validate_constraint public.h0
--              attach_partition public.h0
--              drop_constraint public.h0
-- locks        public.h   SHARE UPDATE EXCLUSIVE  catalog only
--              public.h0  ACCESS EXCLUSIVE        catalog only
--              public.h0  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds
--   ALTER TABLE public.h DETACH PARTITION public.h0;
--   -- nothing to undo: ALTER TABLE public.h0 VALIDATE CONSTRAINT h0_bounds
--   ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.h0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.h0 WHERE NOT (satisfies_hash_partition('public.h'::regclass, 1, 0, id)) LIMIT 5;
ALTER TABLE public.h0 ADD CONSTRAINT h0_bounds CHECK (satisfies_hash_partition('public.h'::regclass, 1, 0, id)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.h0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.h0 VALIDATE CONSTRAINT h0_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.h SHARE UPDATE EXCLUSIVE, public.h0 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.h IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.h0 IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 1, remainder 0);
COMMIT;

-- locks: public.h0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds;

