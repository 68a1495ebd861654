~ table public.h0: partition_of public.h -> (none); values WITH (modulus 1, remainder 0) -> (none)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.h0
--              validate_constraint public.h0
--              detach_partition_concurrently public.h0
--              drop_constraint public.h0
-- locks        public.h0  ACCESS EXCLUSIVE        catalog only
--              public.h0  SHARE UPDATE EXCLUSIVE  scan
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds
--   ALTER TABLE public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 1, remainder 0);
--   -- nothing to undo: ALTER TABLE public.h0 VALIDATE CONSTRAINT h0_bounds
--   ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- DETACH CONCURRENTLY would leave a CHECK of its own behind if this one did not stand there.
-- locks: public.h0 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.h0 WHERE NOT (satisfies_hash_partition('public.h'::regclass, 1, 0, id)) LIMIT 5;
ALTER TABLE public.h0 ADD CONSTRAINT h0_bounds CHECK (satisfies_hash_partition('public.h'::regclass, 1, 0, id)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.h0 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.h0 VALIDATE CONSTRAINT h0_bounds;

SET lock_timeout = 0;

ALTER TABLE public.h DETACH PARTITION public.h0 CONCURRENTLY;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.h0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.h0 DROP CONSTRAINT h0_bounds;

