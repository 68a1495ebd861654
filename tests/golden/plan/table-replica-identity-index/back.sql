~ table public.a: replica_identity_index a_code_idx -> a_id_key; cluster_on a_code_idx -> a_id_key
~ table public.b: replica_identity_index b_code_idx -> (none); cluster_on b_id_key -> (none)
- table public.c (with 4 parts)
+ table public.d (with 4 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.d
--              create_index public.d.d_code_idx
--              set_replica_identity public.d
--              set_cluster public.d
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.d SET WITHOUT CLUSTER;
--   ALTER TABLE public.d REPLICA IDENTITY DEFAULT;
--   DROP INDEX public.d_code_idx;
--   DROP TABLE public.d;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.d (
  id bigint NOT NULL,
  code text NOT NULL,
  CONSTRAINT d_id_key UNIQUE (id)
);

CREATE UNIQUE INDEX d_code_idx ON public.d (code);

ALTER TABLE public.d REPLICA IDENTITY USING INDEX d_code_idx;

ALTER TABLE public.d CLUSTER ON d_code_idx;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_replica_identity public.a
--              set_cluster public.a
--              set_replica_identity public.b
--              set_cluster public.b
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.b CLUSTER ON b_id_key;
--   ALTER TABLE public.b REPLICA IDENTITY USING INDEX b_code_idx;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.a CLUSTER ON a_code_idx;
--   ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_code_idx;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a REPLICA IDENTITY USING INDEX a_id_key;
ALTER TABLE public.a CLUSTER ON a_id_key;
COMMIT;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.b REPLICA IDENTITY DEFAULT;
ALTER TABLE public.b SET WITHOUT CLUSTER;
COMMIT;

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

