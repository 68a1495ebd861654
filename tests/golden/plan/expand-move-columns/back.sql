+ column public.users.avatar
+ column public.users.bio
+ index public.users.users_bio_idx
- table public.profiles (with 6 parts)
~ view public.seen: query  SELECT u.id,     u.name,     p.bio    FROM (public.users... ->  SELECT users.id,     users.name,     users.bio    FROM p...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.users.bio
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
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.users ACCESS EXCLUSIVE; catalog only
BEGIN;
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
-- changes      drop_foreign_key public.profiles.profiles_user_id_fkey
--              drop_table public.profiles
--              create_index_concurrently public.users.users_bio_idx
-- locks        public.profiles  ACCESS EXCLUSIVE        catalog only
--              public.users     ACCESS EXCLUSIVE        catalog only
--              public.users     SHARE UPDATE EXCLUSIVE  index build
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   DROP INDEX CONCURRENTLY public.users_bio_idx;
--   -- can not be undone: DROP TABLE public.profiles
--   ALTER TABLE public.profiles ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.profiles ACCESS EXCLUSIVE, public.users ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.users, public.profiles IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.profiles DROP CONSTRAINT profiles_user_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.profiles ACCESS EXCLUSIVE; catalog only
DROP TABLE public.profiles;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.users SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.users_bio_idx;
CREATE INDEX CONCURRENTLY users_bio_idx ON public.users (bio);

