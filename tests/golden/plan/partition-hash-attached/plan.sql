~ table public.h0: partition_of (none) -> public.h; values (none) -> WITH (modulus 1, remainder 0)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_partition_scanning public.h0
-- locks        public.h   SHARE UPDATE EXCLUSIVE  scan
--              public.h0  ACCESS EXCLUSIVE        scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.h DETACH PARTITION public.h0;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.h SHARE UPDATE EXCLUSIVE, public.h0 ACCESS EXCLUSIVE; scan
ALTER TABLE public.h ATTACH PARTITION public.h0 FOR VALUES WITH (modulus 1, remainder 0);

