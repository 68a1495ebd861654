~ table public.h0: partition_of public.h -> (none); values WITH (modulus 1, remainder 0) -> (none)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition public.h0
-- locks        public.h   ACCESS EXCLUSIVE  catalog only
--              public.h0  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 1, remainder 0);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.h ACCESS EXCLUSIVE, public.h0 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.h DETACH PARTITION public.h0;

