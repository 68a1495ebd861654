~ column public.visits.room: type integer -> bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.visits.room -> public.visits.room_new
-- meanwhile    public.visits: every version reads and writes room; the contract puts room_new in its place.
-- changes      add_column_without_values public.visits.room_new
--              share_access public.visits.room_new
--              create_helper_function public.visits.room_new
--              create_helper_trigger public.visits.room_new
-- locks        public.visits  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_visits_room_sync ON public.visits;
--   DROP FUNCTION public.visits_room_sync();
--   COMMIT;
--   ALTER TABLE public.visits DROP COLUMN room_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.visits ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.visits ADD COLUMN room_new bigint;

-- Who has rights on room alone gets them on room_new too.
-- Keeps room and room_new in step until the contract.
-- locks: public.visits SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'room_new', 'public.visits',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.visits'::regclass AND t.attname = 'room'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.visits_room_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.room_new IS NULL THEN
      NEW.room_new := NEW.room::bigint;
    ELSE
      NEW.room := NEW.room_new::integer;
    END IF;
  ELSIF (NEW.room IS DISTINCT FROM OLD.room)
    AND (NEW.room_new IS DISTINCT FROM OLD.room_new)
    AND (OLD.room_new IS NOT NULL OR OLD.room IS NULL) THEN
    IF (NEW.room_new IS DISTINCT FROM NEW.room::bigint)
      AND (NEW.room IS DISTINCT FROM NEW.room_new::integer) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'room, room_new of public.visits are set to values that do not belong together';
    END IF;
  ELSIF (NEW.room IS DISTINCT FROM OLD.room) THEN
    NEW.room_new := NEW.room::bigint;
  ELSIF (NEW.room_new IS DISTINCT FROM OLD.room_new) AND (NEW.room_new IS DISTINCT FROM NEW.room::bigint) THEN
    NEW.room := NEW.room_new::integer;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_visits_room_sync BEFORE INSERT OR UPDATE ON public.visits FOR EACH ROW
  EXECUTE FUNCTION public.visits_room_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.visits.room -> public.visits.room_new
-- meanwhile    public.visits: every version reads and writes room; the contract puts room_new in its place.
-- changes      backfill public.visits.room_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills room_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key1 public.visits.id%TYPE;
  last_key1 public.visits.id%TYPE;
  first_key2 public.visits.day%TYPE;
  last_key2 public.visits.day%TYPE;
BEGIN
  SELECT id, day INTO first_key1, first_key2
    FROM public.visits ORDER BY id, day LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT id, day INTO last_key1, last_key2
      FROM (SELECT id, day FROM public.visits
             WHERE (id, day) >= (first_key1, first_key2) ORDER BY id, day LIMIT 5000) AS batch
     ORDER BY id DESC, day DESC LIMIT 1;
    UPDATE public.visits
       SET room_new = room::bigint
     WHERE (id, day) >= (first_key1, first_key2) AND (id, day) <= (last_key1, last_key2)
       AND room_new IS NULL AND room::bigint IS NOT NULL;
    COMMIT;
    SELECT id, day INTO first_key1, first_key2
      FROM public.visits WHERE (id, day) > (last_key1, last_key2)
     ORDER BY id, day LIMIT 1;
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
--              public.visits.room -> public.visits.room_new
-- meanwhile    public.visits: every version reads and writes room; the contract puts room_new in its place.
-- changes      reconcile public.visits.room_new
--              analyze public.visits.room_new
-- locks        public.visits  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.visits
 WHERE (room_new IS DISTINCT FROM room::bigint)
   AND (room IS DISTINCT FROM room_new::integer);
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.visits hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.visits SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.visits (room_new);

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.visits.room -> public.visits.room_new
-- meanwhile    public.visits: every version reads and writes room; the contract puts room_new in its place.
-- changes      drop_helper_trigger public.visits.room_new
--              drop_helper_function public.visits.room_new
--              drop_old_side public.visits.room
--              swap public.visits.room
-- locks        public.visits  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- room of public.visits is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- locks: public.visits ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, day, id FROM public.visits WHERE (room_new IS DISTINCT FROM room::bigint) AND (room IS DISTINCT FROM room_new::integer) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_visits_room_sync ON public.visits;
DROP FUNCTION public.visits_room_sync();
ALTER TABLE public.visits DROP COLUMN room;
ALTER TABLE public.visits RENAME COLUMN room_new TO room;
COMMIT;

