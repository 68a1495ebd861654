- column public.a.gone
~ column public.a.id: not_null_name id_is_there -> id_must_be
+ column public.a.new
+ table public.b (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.b
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.b;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.b (
  id bigint CONSTRAINT b_is_there NOT NULL
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_not_null public.a.gone
--              rename_not_null public.a.id
--              add_column public.a.new
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.a DROP COLUMN new;
--   ALTER TABLE public.a RENAME CONSTRAINT id_must_be TO id_is_there;
--   ALTER TABLE public.a ALTER COLUMN gone SET NOT NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New code may leave it out; it is dropped in the contract phase.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a ALTER COLUMN gone DROP NOT NULL;
ALTER TABLE public.a RENAME CONSTRAINT id_is_there TO id_must_be;
ALTER TABLE public.a ADD COLUMN new bigint DEFAULT 0 CONSTRAINT new_is_there NOT NULL;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_column public.a.gone
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a DROP COLUMN gone;

