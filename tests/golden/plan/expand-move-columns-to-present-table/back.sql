- column public.settings.bio
- column public.settings.picture
+ column public.users.avatar
+ column public.users.bio
- column public.users.greeting
- index public.settings.users_bio_idx
+ index public.users.users_bio_idx
~ view public.seen: query  SELECT u.id,     u.name,     s.bio    FROM (public.users... ->  SELECT users.id,     users.name,     users.bio    FROM p...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_not_null public.users.greeting
--              add_column public.users.bio
--              add_column public.users.avatar
--              replace_view public.seen
-- locks        public.seen   ACCESS EXCLUSIVE  catalog only
--              public.users  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.seen AS
--   BEGIN;
--   ALTER TABLE public.users DROP COLUMN avatar;
--   ALTER TABLE public.users DROP COLUMN bio;
--   ALTER TABLE public.users ALTER COLUMN greeting SET NOT NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New code may leave it out; it is dropped in the contract phase.
-- locks: public.users ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.users ALTER COLUMN greeting DROP NOT NULL;
ALTER TABLE public.users ADD COLUMN bio text DEFAULT ''::text NOT NULL;
ALTER TABLE public.users ADD COLUMN avatar bytea;
COMMIT;

-- locks: public.seen ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.seen AS
SELECT users.id,
    users.name,
    users.bio
   FROM public.users;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index_concurrently public.settings.users_bio_idx
--              create_index_concurrently public.users.users_bio_idx
--              drop_column public.settings.bio
--              drop_column public.settings.picture
--              drop_column public.users.greeting
-- locks        public.settings  ACCESS EXCLUSIVE        catalog only
--              public.users     ACCESS EXCLUSIVE        catalog only
--              public.users     SHARE UPDATE EXCLUSIVE  index build
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.users DROP COLUMN greeting
--   -- can not be undone: ALTER TABLE public.settings DROP COLUMN bio
--   DROP INDEX CONCURRENTLY public.users_bio_idx;
--   CREATE INDEX users_bio_idx ON public.settings (bio);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.settings SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.users_bio_idx;

-- locks: public.users SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.users_bio_idx;
CREATE INDEX CONCURRENTLY users_bio_idx ON public.users (bio);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.settings ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.settings DROP COLUMN bio;
ALTER TABLE public.settings DROP COLUMN picture;
COMMIT;

-- locks: public.users ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.users DROP COLUMN greeting;

