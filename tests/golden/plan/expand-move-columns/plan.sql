- column public.users.avatar
- column public.users.bio
- index public.users.users_bio_idx
+ table public.profiles (with 6 parts)
~ view public.seen: query  SELECT users.id,     users.name,     users.bio    FROM p... ->  SELECT u.id,     u.name,     p.bio    FROM (public.users...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.profiles
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.profiles; triggers keep them in step.
-- changes      create_table public.profiles
--              create_index public.profiles.users_bio_idx_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.users_bio_idx_new;
--   DROP TABLE public.profiles;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.profiles (
  user_id bigint NOT NULL,
  bio text DEFAULT ''::text NOT NULL,
  picture bytea,
  CONSTRAINT profiles_pkey PRIMARY KEY (user_id)
);

CREATE INDEX users_bio_idx_new ON public.profiles (bio);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.profiles
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.profiles; triggers keep them in step.
-- changes      add_foreign_key_on_new_table public.profiles.profiles_user_id_fkey
--              drop_not_null public.users.bio
--              create_helper_function public.profiles.bio
--              close_helper_function public.profiles.bio
--              create_helper_trigger public.profiles.bio
--              create_helper_sequence public.users.bio
--              create_helper_function public.users.bio
--              close_helper_function public.users.bio
--              create_helper_trigger public.users.bio
-- locks        public.users  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_users_bio_sync_insert ON public.users;
--   DROP TRIGGER zzz_users_bio_sync ON public.users;
--   GRANT EXECUTE ON FUNCTION public.users_bio_sync() TO PUBLIC;
--   DROP FUNCTION public.users_bio_sync();
--   DROP SEQUENCE public.users_bio_sync_seen;
--   COMMIT;
--   BEGIN;
--   DROP TRIGGER zzz_profiles_bio_sync ON public.profiles;
--   DROP TRIGGER zzz_profiles_bio_sync_first ON public.profiles;
--   GRANT EXECUTE ON FUNCTION public.profiles_bio_sync() TO PUBLIC;
--   DROP FUNCTION public.profiles_bio_sync();
--   COMMIT;
--   ALTER TABLE public.users ALTER COLUMN bio SET NOT NULL;
--   ALTER TABLE public.profiles DROP CONSTRAINT profiles_user_id_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.users SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.profiles ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

-- New code leaves it out; it is dropped in the contract.
-- locks: public.users ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.users ALTER COLUMN bio DROP NOT NULL;

-- What is written to public.profiles goes to public.users as well, until the contract.
BEGIN;
CREATE FUNCTION public.profiles_bio_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    -- First the row of users, then this one: in the order of those who write there.
    PERFORM FROM public.users AS o WHERE NEW.user_id = o.id FOR NO KEY UPDATE;
    IF num_nonnulls(NEW.bio, NEW.picture) = 0 THEN
      SELECT o.bio, o.avatar INTO NEW.bio, NEW.picture
        FROM public.users AS o WHERE NEW.user_id = o.id;
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.user_id IS DISTINCT FROM NEW.user_id
    OR OLD.bio IS DISTINCT FROM NEW.bio
    OR OLD.picture IS DISTINCT FROM NEW.picture) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' AND OLD.user_id IS DISTINCT FROM NEW.user_id THEN
    UPDATE public.users AS o SET bio = NULL, avatar = NULL
     WHERE OLD.user_id = o.id AND num_nonnulls(o.bio, o.avatar) > 0;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE public.users AS o SET bio = NEW.bio, avatar = NEW.picture
     WHERE NEW.user_id = o.id
       AND (o.bio IS DISTINCT FROM NEW.bio
        OR o.avatar IS DISTINCT FROM NEW.picture);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.profiles_bio_sync() FROM PUBLIC;
CREATE TRIGGER zzz_profiles_bio_sync_first BEFORE INSERT ON public.profiles FOR EACH ROW
  EXECUTE FUNCTION public.profiles_bio_sync();
CREATE TRIGGER zzz_profiles_bio_sync AFTER INSERT OR UPDATE OR DELETE ON public.profiles FOR EACH ROW
  EXECUTE FUNCTION public.profiles_bio_sync();
COMMIT;

-- What is written to public.users goes to public.profiles as well, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.users SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.users_bio_sync_seen;
CREATE FUNCTION public.users_bio_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE public.profiles AS n SET bio = o.bio, picture = o.avatar
    FROM public.users AS o
   WHERE o.id = NEW.id AND n.user_id = o.id
     AND (n.bio IS DISTINCT FROM o.bio
      OR n.picture IS DISTINCT FROM o.avatar);
  IF NOT FOUND THEN
    INSERT INTO public.profiles (user_id, bio, picture)
    SELECT o.id, o.bio, o.avatar FROM public.users AS o
     WHERE o.id = NEW.id AND num_nonnulls(o.bio, o.avatar) > 0
       AND NOT EXISTS (SELECT FROM public.profiles AS n WHERE n.user_id = o.id)
    ON CONFLICT DO NOTHING;
  END IF;
  IF FOUND THEN
    PERFORM setval('public.users_bio_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.users_bio_sync() FROM PUBLIC;
CREATE TRIGGER zzz_users_bio_sync AFTER UPDATE ON public.users FOR EACH ROW
  WHEN ((OLD.bio IS DISTINCT FROM NEW.bio OR OLD.avatar IS DISTINCT FROM NEW.avatar))
  EXECUTE FUNCTION public.users_bio_sync();
CREATE CONSTRAINT TRIGGER zzz_users_bio_sync_insert AFTER INSERT ON public.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (num_nonnulls(NEW.bio, NEW.avatar) > 0)
  EXECUTE FUNCTION public.users_bio_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.profiles
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.profiles; triggers keep them in step.
-- changes      backfill public.users
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Copies the old rows in batches of 5000, each in a transaction of its own.
-- Rows that are there already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.users.id%TYPE;
  last_key public.users.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.users ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.users
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    INSERT INTO public.profiles (user_id, bio, picture)
    SELECT id, bio, avatar
      FROM public.users
     WHERE id >= first_key AND id <= last_key
       AND num_nonnulls(bio, avatar) > 0
       FOR NO KEY UPDATE
        ON CONFLICT DO NOTHING;
    COMMIT;
    SELECT id INTO first_key
      FROM public.users WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.profiles
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.profiles; triggers keep them in step.
-- changes      reconcile public.users.bio
--              analyze public.profiles.bio
--              replace_view public.seen
-- locks        public.seen  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 3.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows
  FROM public.users AS o
  LEFT JOIN public.profiles AS n ON n.user_id = o.id
  WHERE (o.bio IS DISTINCT FROM n.bio
  OR o.avatar IS DISTINCT FROM n.picture);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.users and public.profiles do not hold the same', stray_rows;
  END IF;
END
$reconcile$;

ANALYZE public.profiles;

SET statement_timeout = '15s';

-- locks: public.seen ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.seen AS
SELECT u.id,
    u.name,
    p.bio
   FROM (public.users u
     LEFT JOIN public.profiles p ON ((p.user_id = u.id)));

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.profiles
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.profiles; triggers keep them in step.
-- changes      drop_helper_trigger public.users.bio
--              drop_helper_trigger public.profiles.bio
--              drop_helper_function public.users.bio
--              drop_helper_sequence public.users.bio
--              drop_old_side public.users.bio
--              rename_index public.profiles.users_bio_idx
-- locks        public.profiles  ACCESS EXCLUSIVE  catalog only
--              public.users     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.users ACCESS EXCLUSIVE, public.profiles ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, o.id FROM public.users AS o LEFT JOIN public.profiles AS n ON n.user_id = o.id WHERE (o.bio IS DISTINCT FROM n.bio OR o.avatar IS DISTINCT FROM n.picture) LIMIT 5;
BEGIN;
LOCK TABLE public.users, public.profiles IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER zzz_users_bio_sync ON public.users;
DROP TRIGGER zzz_users_bio_sync_insert ON public.users;
DROP TRIGGER zzz_profiles_bio_sync_first ON public.profiles;
DROP TRIGGER zzz_profiles_bio_sync ON public.profiles;
DROP FUNCTION public.users_bio_sync();
DROP FUNCTION public.profiles_bio_sync();
DROP SEQUENCE public.users_bio_sync_seen;
ALTER TABLE public.users DROP COLUMN bio, DROP COLUMN avatar;
ALTER INDEX public.users_bio_idx_new RENAME TO users_bio_idx;
COMMIT;

