- check public.events.known
+ check public.events.open
~ enum public.state: values new, gone, done -> done, late, new
- function public.is_known(public.state)
+ function public.is_open(public.state)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.events.state -> public.events.state_new
-- meanwhile    public.events: every version reads and writes state; the contract puts state_new in its place. Until
--                then on the old enum public.state, and gone with it: function public.is_known(public.state).
-- changes      create_enum public.state_new
--              create_function public.is_open(public.state_new)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.is_open(public.state_new);
--   DROP TYPE public.state_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.state_new AS ENUM ('done', 'late', 'new');

CREATE FUNCTION public.is_open(public.state_new) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1::text <> 'done'$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events.state -> public.events.state_new
-- meanwhile    public.events: every version reads and writes state; the contract puts state_new in its place. Until
--                then on the old enum public.state, and gone with it: function public.is_known(public.state).
-- changes      add_column_without_values public.events.state_new
--              share_access public.events.state_new
--              create_helper_function public.events.state_new
--              create_helper_trigger public.events.state_new
-- locks        public.events    ACCESS EXCLUSIVE  catalog only
--              public.events_1  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_events_state_sync ON public.events;
--   DROP FUNCTION public.events_state_sync();
--   COMMIT;
--   ALTER TABLE public.events DROP COLUMN state_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- locks: public.events ACCESS EXCLUSIVE, public.events_1 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.events WHERE NOT (state::text = ANY (ARRAY['done', 'late', 'new']::text[])) LIMIT 5;
ALTER TABLE public.events ADD COLUMN state_new public.state_new;

-- Who has rights on state alone gets them on state_new too.
-- Keeps state and state_new in step until the contract.
-- locks: public.events SHARE ROW EXCLUSIVE, public.events_1 SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'state_new', 'public.events',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.events'::regclass AND t.attname = 'state'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.events_state_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state_new IS NULL THEN
      NEW.state_new := NEW.state::text::public.state_new;
    ELSE
      NEW.state := (SELECT CASE WHEN state::text = ANY (ARRAY['new', 'gone', 'done']::text[]) THEN state::text::public.state END FROM (SELECT NEW.state_new AS state) AS events);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.state), ROW(OLD.state)))
    AND (record_image_ne(ROW(NEW.state_new), ROW(OLD.state_new)))
    AND (OLD.state_new IS NOT NULL OR OLD.state IS NULL) THEN
    IF (record_image_ne(ROW(NEW.state_new), ROW(NEW.state::text::public.state_new)))
      AND (record_image_ne(ROW(NEW.state), ROW((SELECT CASE WHEN state::text = ANY (ARRAY['new', 'gone', 'done']::text[]) THEN state::text::public.state END FROM (SELECT NEW.state_new AS state) AS events)::public.state))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'state, state_new of public.events are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.state), ROW(OLD.state))) THEN
    NEW.state_new := NEW.state::text::public.state_new;
  ELSIF (record_image_ne(ROW(NEW.state_new), ROW(OLD.state_new))) AND (record_image_ne(ROW(NEW.state_new), ROW(NEW.state::text::public.state_new))) THEN
    NEW.state := (SELECT CASE WHEN state::text = ANY (ARRAY['new', 'gone', 'done']::text[]) THEN state::text::public.state END FROM (SELECT NEW.state_new AS state) AS events);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_events_state_sync BEFORE INSERT OR UPDATE ON public.events FOR EACH ROW
  EXECUTE FUNCTION public.events_state_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events.state -> public.events.state_new
-- meanwhile    public.events: every version reads and writes state; the contract puts state_new in its place. Until
--                then on the old enum public.state, and gone with it: function public.is_known(public.state).
-- changes      backfill public.events.state_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills state_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.events.id%TYPE;
  last_key public.events.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.events ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.events
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.events
       SET state_new = state::text::public.state_new
     WHERE id >= first_key AND id <= last_key
       AND state_new IS NULL AND state::text::public.state_new IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.events WHERE id > last_key
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
--              public.events.state -> public.events.state_new
-- meanwhile    public.events: every version reads and writes state; the contract puts state_new in its place. Until
--                then on the old enum public.state, and gone with it: function public.is_known(public.state).
-- changes      reconcile public.events.state_new
--              analyze public.events.state_new
--              add_check_not_valid public.events.open
--              validate_constraint public.events.open
-- locks        public.events    ACCESS EXCLUSIVE        catalog only
--              public.events    SHARE UPDATE EXCLUSIVE  scan
--              public.events_1  ACCESS EXCLUSIVE        catalog only
--              public.events_1  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.events VALIDATE CONSTRAINT open
--   ALTER TABLE public.events DROP CONSTRAINT open;
--   -- nothing to undo: ANALYZE public.events (state_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.events
 WHERE (record_image_ne(ROW(state_new), ROW(state::text::public.state_new)))
   AND (record_image_ne(ROW(state), ROW((SELECT CASE WHEN state::text = ANY (ARRAY['new', 'gone', 'done']::text[]) THEN state::text::public.state END FROM (SELECT state_new AS state) AS events)::public.state)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.events hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.events SHARE UPDATE EXCLUSIVE, public.events_1 SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.events (state_new);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.events ACCESS EXCLUSIVE, public.events_1 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.events WHERE NOT (public.is_open(state_new)) LIMIT 5;
ALTER TABLE public.events ADD CONSTRAINT open CHECK (public.is_open(state_new)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.events SHARE UPDATE EXCLUSIVE, public.events_1 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.events VALIDATE CONSTRAINT open;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events.state -> public.events.state_new
-- meanwhile    public.events: every version reads and writes state; the contract puts state_new in its place. Until
--                then on the old enum public.state, and gone with it: function public.is_known(public.state).
-- changes      drop_helper_trigger public.events.state_new
--              drop_helper_function public.events.state_new
--              drop_old_side public.events.state
--              swap public.events.state
--              drop_function public.is_known(public.state)
--              swap public.events.state_new
--              share_access public.events.state_new
--              drop_old_side public.events.state_new
-- locks        public.events    ACCESS EXCLUSIVE  catalog only
--              public.events_1  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- state of public.events is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- What waits at this moment with a value of enum public.state fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- public.state gets the owner and the rights of the old one.
-- locks: public.events ACCESS EXCLUSIVE, public.events_1 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.events WHERE (record_image_ne(ROW(state_new), ROW(state::text::public.state_new))) AND (record_image_ne(ROW(state), ROW((SELECT CASE WHEN state::text = ANY (ARRAY['new', 'gone', 'done']::text[]) THEN state::text::public.state END FROM (SELECT state_new AS state) AS events)::public.state))) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_events_state_sync ON public.events;
DROP FUNCTION public.events_state_sync();
ALTER TABLE public.events DROP COLUMN state;
ALTER TABLE public.events RENAME COLUMN state_new TO state;
DROP FUNCTION public.is_known(public.state);
ALTER TYPE public.state RENAME TO state_old;
ALTER TYPE public.state_new RENAME TO state;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.state', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.state_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.state')
      FROM pg_type t WHERE t.oid = 'public.state_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.state',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.state_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP TYPE public.state_old;
COMMIT;

