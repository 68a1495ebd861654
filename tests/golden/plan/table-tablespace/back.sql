~ table public.a: tablespace slow -> fast
~ table public.b: tablespace slow -> (none)
- table public.c (with 1 part)
+ table public.d (with 1 part)
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.a SET TABLESPACE fast
refused without --allow rewrite, blocks_reads, blocks_writes: ALTER TABLE public.b SET TABLESPACE pg_default

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.d
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.d;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.d (
  id bigint
) TABLESPACE fast;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_tablespace public.a
--              set_tablespace public.b
-- locks        public.a  ACCESS EXCLUSIVE  rewrite
--              public.b  ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.b SET TABLESPACE slow;
--   ALTER TABLE public.a SET TABLESPACE slow;

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.a ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.a SET TABLESPACE fast;

-- locks: public.b ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.b SET TABLESPACE pg_default;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
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

