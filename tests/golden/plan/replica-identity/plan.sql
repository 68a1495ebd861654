~ table public.a: replica_identity (none) -> full
~ table public.b: replica_identity full -> nothing
+ table public.c (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.c
--              set_replica_identity public.c
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.c REPLICA IDENTITY DEFAULT;
--   DROP TABLE public.c;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.c (
  id bigint
);

ALTER TABLE public.c REPLICA IDENTITY FULL;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
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
--   ALTER TABLE public.b REPLICA IDENTITY FULL;
--   ALTER TABLE public.a REPLICA IDENTITY DEFAULT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a REPLICA IDENTITY FULL;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b REPLICA IDENTITY NOTHING;

