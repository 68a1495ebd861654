~ table public.a: replica_identity full -> (none)
~ table public.b: replica_identity nothing -> full
- table public.c (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_replica_identity public.a
--              set_replica_identity public.b
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.b REPLICA IDENTITY NOTHING;
--   ALTER TABLE public.a REPLICA IDENTITY FULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b REPLICA IDENTITY FULL;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.c
-- locks        public.c  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.c ACCESS EXCLUSIVE; catalog only
DROP TABLE public.c;

