+ column public.settings.bio
+ column public.settings.picture
- column public.users.avatar
- column public.users.bio
+ column public.users.greeting
+ index public.settings.users_bio_idx
- index public.users.users_bio_idx
~ view public.seen: query  SELECT users.id,     users.name,     users.bio    FROM p... ->  SELECT u.id,     u.name,     s.bio    FROM (public.users...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.settings.bio, public.settings.picture
--              nothing -> public.users.greeting (one way)
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.settings; triggers keep them in step.
--              public.users: the old version does not know greeting, a trigger fills it in; the new one reads and
--                writes it.
-- changes      add_column_without_values public.settings.bio
--              add_column public.settings.picture
--              add_column_without_values public.users.greeting
--              create_helper_sequence public.users.greeting
--              create_helper_function public.users.greeting
--              close_helper_function public.users.greeting
--              create_helper_trigger public.users.greeting
--              create_index_concurrently public.settings.users_bio_idx_new
--              drop_not_null public.users.bio
--              create_helper_function public.settings.bio
--              close_helper_function public.settings.bio
--              create_helper_trigger public.settings.bio
--              create_helper_sequence public.users.bio
--              create_helper_function public.users.bio
--              close_helper_function public.users.bio
--              create_helper_trigger public.users.bio
-- locks        public.settings  ACCESS EXCLUSIVE        catalog only
--              public.settings  SHARE UPDATE EXCLUSIVE  index build
--              public.users     ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 5 of 7.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_users_bio_sync_insert ON public.users;
--   DROP TRIGGER zzz_users_bio_sync ON public.users;
--   GRANT EXECUTE ON FUNCTION public.users_bio_sync() TO PUBLIC;
--   DROP FUNCTION public.users_bio_sync();
--   DROP SEQUENCE public.users_bio_sync_seen;
--   COMMIT;
--   BEGIN;
--   DROP TRIGGER zzz_settings_bio_sync ON public.settings;
--   DROP TRIGGER zzz_settings_bio_sync_first ON public.settings;
--   GRANT EXECUTE ON FUNCTION public.settings_bio_sync() TO PUBLIC;
--   DROP FUNCTION public.settings_bio_sync();
--   COMMIT;
--   ALTER TABLE public.users ALTER COLUMN bio SET NOT NULL;
--   DROP INDEX CONCURRENTLY public.users_bio_idx_new;
--   BEGIN;
--   DROP TRIGGER zzz_users_greeting_fill ON public.users;
--   GRANT EXECUTE ON FUNCTION public.users_greeting_fill() TO PUBLIC;
--   DROP FUNCTION public.users_greeting_fill();
--   DROP SEQUENCE public.users_greeting_fill_seen;
--   COMMIT;
--   ALTER TABLE public.users DROP COLUMN greeting;
--   BEGIN;
--   ALTER TABLE public.settings DROP COLUMN picture;
--   ALTER TABLE public.settings DROP COLUMN bio;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.settings ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.settings ADD COLUMN bio text;
ALTER TABLE public.settings ADD COLUMN picture bytea;
COMMIT;

-- locks: public.users ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.users ADD COLUMN greeting text;

-- The old application version does not know greeting: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.users SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.users_greeting_fill_seen;
CREATE FUNCTION public.users_greeting_fill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.greeting := (SELECT 'Dear ' || name FROM (SELECT NEW.*) AS users);
  IF TG_OP = 'INSERT' OR OLD.greeting IS NOT NULL THEN
    PERFORM setval('public.users_greeting_fill_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.users_greeting_fill() FROM PUBLIC;
CREATE TRIGGER zzz_users_greeting_fill BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW WHEN (NEW.greeting IS NULL)
  EXECUTE FUNCTION public.users_greeting_fill();
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.settings SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.users_bio_idx_new;
CREATE INDEX CONCURRENTLY users_bio_idx_new ON public.settings (bio);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New code leaves it out; it is dropped in the contract.
-- locks: public.users ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.users ALTER COLUMN bio DROP NOT NULL;

-- What is written to public.settings goes to public.users as well, until the contract.
-- locks: public.settings SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.settings_bio_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    -- First the row of users, then this one: in the order of those who write there.
    PERFORM FROM public.users AS o WHERE NEW.person = o.id FOR NO KEY UPDATE;
    IF num_nonnulls(NEW.bio, NEW.picture) = 0 THEN
      SELECT o.bio, o.avatar INTO NEW.bio, NEW.picture
        FROM public.users AS o WHERE NEW.person = o.id;
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.person IS DISTINCT FROM NEW.person
    OR OLD.bio IS DISTINCT FROM NEW.bio
    OR OLD.picture IS DISTINCT FROM NEW.picture) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE public.users AS o SET bio = NEW.bio, avatar = NEW.picture
     WHERE NEW.person = o.id
       AND (o.bio IS DISTINCT FROM NEW.bio
        OR o.avatar IS DISTINCT FROM NEW.picture);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.settings_bio_sync() FROM PUBLIC;
CREATE TRIGGER zzz_settings_bio_sync_first BEFORE INSERT ON public.settings FOR EACH ROW
  EXECUTE FUNCTION public.settings_bio_sync();
CREATE TRIGGER zzz_settings_bio_sync AFTER INSERT OR UPDATE OR DELETE ON public.settings FOR EACH ROW
  EXECUTE FUNCTION public.settings_bio_sync();
COMMIT;

-- What is written to public.users goes to public.settings as well, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.users SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.users_bio_sync_seen;
CREATE FUNCTION public.users_bio_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE public.settings AS n SET bio = o.bio, picture = o.avatar
    FROM public.users AS o
   WHERE o.id = NEW.id AND n.person = o.id
     AND (n.bio IS DISTINCT FROM o.bio
      OR n.picture IS DISTINCT FROM o.avatar);
  IF NOT FOUND THEN
    INSERT INTO public.settings (person, bio, picture)
    SELECT o.id, o.bio, o.avatar FROM public.users AS o
     WHERE o.id = NEW.id AND num_nonnulls(o.bio, o.avatar) > 0
       AND NOT EXISTS (SELECT FROM public.settings AS n WHERE n.person = o.id)
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

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.settings.bio, public.settings.picture
--              nothing -> public.users.greeting (one way)
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.settings; triggers keep them in step.
--              public.users: the old version does not know greeting, a trigger fills it in; the new one reads and
--                writes it.
-- changes      backfill public.users
--              backfill public.users.greeting
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
    INSERT INTO public.settings (person, bio, picture)
    SELECT id, bio, avatar
      FROM public.users
     WHERE id >= first_key AND id <= last_key
       AND num_nonnulls(bio, avatar) > 0
       FOR NO KEY UPDATE
        ON CONFLICT (person) DO UPDATE SET bio = EXCLUDED.bio, picture = EXCLUDED.picture WHERE (settings.bio IS DISTINCT FROM EXCLUDED.bio OR settings.picture IS DISTINCT FROM EXCLUDED.picture);
    COMMIT;
    SELECT id INTO first_key
      FROM public.users WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills greeting of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
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
    UPDATE public.users
       SET greeting = 'Dear ' || name
     WHERE id >= first_key AND id <= last_key
       AND greeting IS NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.users WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.settings.bio, public.settings.picture
--              nothing -> public.users.greeting (one way)
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.settings; triggers keep them in step.
--              public.users: the old version does not know greeting, a trigger fills it in; the new one reads and
--                writes it.
-- changes      add_check_not_valid public.settings.settings_bio_not_null
--              validate_constraint public.settings.settings_bio_not_null
--              set_not_null_proven public.settings.bio
--              drop_constraint public.settings.settings_bio_not_null
--              reconcile public.users.bio
--              analyze public.settings.bio
--              add_check_not_valid public.users.users_greeting_not_null
--              validate_constraint public.users.users_greeting_not_null
--              set_not_null_proven public.users.greeting
--              drop_constraint public.users.users_greeting_not_null
--              replace_view public.seen
-- locks        public.seen      ACCESS EXCLUSIVE        catalog only
--              public.settings  ACCESS EXCLUSIVE        catalog only
--              public.settings  SHARE UPDATE EXCLUSIVE  scan
--              public.users     ACCESS EXCLUSIVE        catalog only
--              public.users     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 7 and 9 of 9.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.seen AS
--   BEGIN;
--   ALTER TABLE public.users ADD CONSTRAINT users_greeting_not_null CHECK (greeting IS NOT NULL);
--   ALTER TABLE public.users ALTER COLUMN greeting DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.users VALIDATE CONSTRAINT users_greeting_not_null
--   ALTER TABLE public.users DROP CONSTRAINT users_greeting_not_null;
--   -- nothing to undo: ANALYZE public.settings
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.settings ADD CONSTRAINT settings_bio_not_null CHECK (bio IS NOT NULL);
--   ALTER TABLE public.settings ALTER COLUMN bio DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.settings VALIDATE CONSTRAINT settings_bio_not_null
--   ALTER TABLE public.settings DROP CONSTRAINT settings_bio_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves bio NOT NULL: new rows are checked from now on.
-- locks: public.settings ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.settings WHERE bio IS NULL LIMIT 5;
ALTER TABLE public.settings ADD CONSTRAINT settings_bio_not_null CHECK (bio IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.settings SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.settings VALIDATE CONSTRAINT settings_bio_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.settings ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.settings ALTER COLUMN bio SET NOT NULL;
ALTER TABLE public.settings DROP CONSTRAINT settings_bio_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows
  FROM public.users AS o
  LEFT JOIN public.settings AS n ON n.person = o.id
  WHERE (o.bio IS DISTINCT FROM n.bio
  OR o.avatar IS DISTINCT FROM n.picture);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.users and public.settings do not hold the same', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.settings SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.settings;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves greeting NOT NULL: new rows are checked from now on.
-- locks: public.users ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.users WHERE greeting IS NULL LIMIT 5;
ALTER TABLE public.users ADD CONSTRAINT users_greeting_not_null CHECK (greeting IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.users SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.users VALIDATE CONSTRAINT users_greeting_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.users ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.users ALTER COLUMN greeting SET NOT NULL;
ALTER TABLE public.users DROP CONSTRAINT users_greeting_not_null;
COMMIT;

-- locks: public.seen ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.seen AS
SELECT u.id,
    u.name,
    s.bio
   FROM (public.users u
     LEFT JOIN public.settings s ON ((s.person = u.id)));

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.users.bio, public.users.avatar -> public.settings.bio, public.settings.picture
--              nothing -> public.users.greeting (one way)
-- meanwhile    public.users: the old version reads and writes bio, avatar there, the new one bio, picture of
--                public.settings; triggers keep them in step.
--              public.users: the old version does not know greeting, a trigger fills it in; the new one reads and
--                writes it.
-- changes      drop_helper_trigger public.users.greeting
--              drop_helper_function public.users.greeting
--              drop_helper_sequence public.users.greeting
--              drop_helper_trigger public.users.bio
--              drop_helper_trigger public.settings.bio
--              drop_helper_function public.users.bio
--              drop_helper_sequence public.users.bio
--              drop_old_side public.users.bio
--              set_default public.settings.bio
--              rename_index public.settings.users_bio_idx
-- locks        public.settings  ACCESS EXCLUSIVE  catalog only
--              public.users     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.users ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_users_greeting_fill ON public.users;
DROP FUNCTION public.users_greeting_fill();
DROP SEQUENCE public.users_greeting_fill_seen;
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.users ACCESS EXCLUSIVE, public.settings ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, o.id FROM public.users AS o LEFT JOIN public.settings AS n ON n.person = o.id WHERE (o.bio IS DISTINCT FROM n.bio OR o.avatar IS DISTINCT FROM n.picture) LIMIT 5;
BEGIN;
LOCK TABLE public.users, public.settings IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER zzz_users_bio_sync ON public.users;
DROP TRIGGER zzz_users_bio_sync_insert ON public.users;
DROP TRIGGER zzz_settings_bio_sync_first ON public.settings;
DROP TRIGGER zzz_settings_bio_sync ON public.settings;
DROP FUNCTION public.users_bio_sync();
DROP FUNCTION public.settings_bio_sync();
DROP SEQUENCE public.users_bio_sync_seen;
ALTER TABLE public.users DROP COLUMN bio, DROP COLUMN avatar;
ALTER TABLE public.settings ALTER COLUMN bio SET DEFAULT ''::text;
ALTER INDEX public.users_bio_idx_new RENAME TO users_bio_idx;
COMMIT;

