~ column public.parts.spot: not_null false -> true
~ column public.parts.unit: not_null false -> true
~ column public.parts.weight: not_null false -> true

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_helper_sequence public.parts.spot
--              create_helper_function public.parts.spot
--              close_helper_function public.parts.spot
--              create_helper_trigger public.parts.spot
--              create_helper_sequence public.parts.unit
--              create_helper_function public.parts.unit
--              close_helper_function public.parts.unit
--              create_helper_trigger public.parts.unit
--              create_helper_sequence public.parts.weight
--              create_helper_function public.parts.weight
--              close_helper_function public.parts.weight
--              create_helper_trigger public.parts.weight
-- locks        public.parts  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_parts_weight_fill ON public.parts;
--   GRANT EXECUTE ON FUNCTION public.parts_weight_fill() TO PUBLIC;
--   DROP FUNCTION public.parts_weight_fill();
--   DROP SEQUENCE public.parts_weight_fill_seen;
--   COMMIT;
--   BEGIN;
--   DROP TRIGGER zzz_parts_unit_fill ON public.parts;
--   GRANT EXECUTE ON FUNCTION public.parts_unit_fill() TO PUBLIC;
--   DROP FUNCTION public.parts_unit_fill();
--   DROP SEQUENCE public.parts_unit_fill_seen;
--   COMMIT;
--   BEGIN;
--   DROP TRIGGER zzz_parts_spot_fill ON public.parts;
--   GRANT EXECUTE ON FUNCTION public.parts_spot_fill() TO PUBLIC;
--   DROP FUNCTION public.parts_spot_fill();
--   DROP SEQUENCE public.parts_spot_fill_seen;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old application version may leave spot empty: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.parts SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.parts_spot_fill_seen;
CREATE FUNCTION public.parts_spot_fill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.spot := (SELECT ROW(0, 0)::spot FROM (SELECT NEW.*) AS parts);
  IF TG_OP = 'INSERT' OR OLD.spot IS DISTINCT FROM NULL THEN
    PERFORM setval('public.parts_spot_fill_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.parts_spot_fill() FROM PUBLIC;
CREATE TRIGGER zzz_parts_spot_fill BEFORE INSERT OR UPDATE ON public.parts FOR EACH ROW WHEN (NEW.spot IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION public.parts_spot_fill();
COMMIT;

-- The old application version may leave unit empty: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.parts SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.parts_unit_fill_seen;
CREATE FUNCTION public.parts_unit_fill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.unit := (SELECT 'kg' FROM (SELECT NEW.*) AS parts);
  IF TG_OP = 'INSERT' OR OLD.unit IS NOT NULL THEN
    PERFORM setval('public.parts_unit_fill_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.parts_unit_fill() FROM PUBLIC;
CREATE TRIGGER zzz_parts_unit_fill BEFORE INSERT OR UPDATE ON public.parts FOR EACH ROW WHEN (NEW.unit IS NULL)
  EXECUTE FUNCTION public.parts_unit_fill();
COMMIT;

-- The old application version may leave weight empty: the trigger fills it in, until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.parts SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE SEQUENCE public.parts_weight_fill_seen;
CREATE FUNCTION public.parts_weight_fill() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.weight := (SELECT length(unit) FROM (SELECT NEW.*) AS parts);
  IF TG_OP = 'INSERT' OR OLD.weight IS NOT NULL THEN
    PERFORM setval('public.parts_weight_fill_seen', extract(epoch FROM clock_timestamp())::bigint);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.parts_weight_fill() FROM PUBLIC;
CREATE TRIGGER zzz_parts_weight_fill BEFORE INSERT OR UPDATE ON public.parts FOR EACH ROW WHEN (NEW.weight IS NULL)
  EXECUTE FUNCTION public.parts_weight_fill();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      backfill public.parts.spot
--              backfill public.parts.unit
--              backfill public.parts.weight
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills spot of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.parts.id%TYPE;
  last_key public.parts.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.parts ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.parts
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.parts
       SET spot = ROW(0, 0)::spot
     WHERE id >= first_key AND id <= last_key
       AND spot IS NOT DISTINCT FROM NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.parts WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills unit of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.parts.id%TYPE;
  last_key public.parts.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.parts ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.parts
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.parts
       SET unit = 'kg'
     WHERE id >= first_key AND id <= last_key
       AND unit IS NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.parts WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills weight of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.parts.id%TYPE;
  last_key public.parts.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.parts ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.parts
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.parts
       SET weight = length(unit)
     WHERE id >= first_key AND id <= last_key
       AND weight IS NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.parts WHERE id > last_key
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
-- changes      add_check_not_valid public.parts.parts_spot_not_null
--              validate_constraint public.parts.parts_spot_not_null
--              set_not_null_proven public.parts.spot
--              drop_constraint public.parts.parts_spot_not_null
--              add_check_not_valid public.parts.parts_unit_not_null
--              validate_constraint public.parts.parts_unit_not_null
--              set_not_null_proven public.parts.unit
--              drop_constraint public.parts.parts_unit_not_null
--              add_check_not_valid public.parts.parts_weight_not_null
--              validate_constraint public.parts.parts_weight_not_null
--              set_not_null_proven public.parts.weight
--              drop_constraint public.parts.parts_weight_not_null
-- locks        public.parts  ACCESS EXCLUSIVE        catalog only
--              public.parts  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5 and 8 of 9.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.parts ADD CONSTRAINT parts_weight_not_null CHECK (weight IS NOT NULL);
--   ALTER TABLE public.parts ALTER COLUMN weight DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.parts VALIDATE CONSTRAINT parts_weight_not_null
--   ALTER TABLE public.parts DROP CONSTRAINT parts_weight_not_null;
--   BEGIN;
--   ALTER TABLE public.parts ADD CONSTRAINT parts_unit_not_null CHECK (unit IS NOT NULL);
--   ALTER TABLE public.parts ALTER COLUMN unit DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.parts VALIDATE CONSTRAINT parts_unit_not_null
--   ALTER TABLE public.parts DROP CONSTRAINT parts_unit_not_null;
--   BEGIN;
--   ALTER TABLE public.parts ADD CONSTRAINT parts_spot_not_null CHECK (spot IS DISTINCT FROM NULL);
--   ALTER TABLE public.parts ALTER COLUMN spot DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.parts VALIDATE CONSTRAINT parts_spot_not_null
--   ALTER TABLE public.parts DROP CONSTRAINT parts_spot_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves spot NOT NULL: new rows are checked from now on.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE spot IS NOT DISTINCT FROM NULL LIMIT 5;
ALTER TABLE public.parts ADD CONSTRAINT parts_spot_not_null CHECK (spot IS DISTINCT FROM NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.parts SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_spot_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.parts ALTER COLUMN spot SET NOT NULL;
ALTER TABLE public.parts DROP CONSTRAINT parts_spot_not_null;
COMMIT;

-- Proves unit NOT NULL: new rows are checked from now on.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE unit IS NULL LIMIT 5;
ALTER TABLE public.parts ADD CONSTRAINT parts_unit_not_null CHECK (unit IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.parts SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_unit_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.parts ALTER COLUMN unit SET NOT NULL;
ALTER TABLE public.parts DROP CONSTRAINT parts_unit_not_null;
COMMIT;

-- Proves weight NOT NULL: new rows are checked from now on.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.parts WHERE weight IS NULL LIMIT 5;
ALTER TABLE public.parts ADD CONSTRAINT parts_weight_not_null CHECK (weight IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.parts SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts VALIDATE CONSTRAINT parts_weight_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.parts ALTER COLUMN weight SET NOT NULL;
ALTER TABLE public.parts DROP CONSTRAINT parts_weight_not_null;
COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_helper_trigger public.parts.spot
--              drop_helper_function public.parts.spot
--              drop_helper_sequence public.parts.spot
--              drop_helper_trigger public.parts.unit
--              drop_helper_function public.parts.unit
--              drop_helper_sequence public.parts.unit
--              drop_helper_trigger public.parts.weight
--              drop_helper_function public.parts.weight
--              drop_helper_sequence public.parts.weight
-- locks        public.parts  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_parts_spot_fill ON public.parts;
DROP FUNCTION public.parts_spot_fill();
DROP SEQUENCE public.parts_spot_fill_seen;
COMMIT;

-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_parts_unit_fill ON public.parts;
DROP FUNCTION public.parts_unit_fill();
DROP SEQUENCE public.parts_unit_fill_seen;
COMMIT;

-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_parts_weight_fill ON public.parts;
DROP FUNCTION public.parts_weight_fill();
DROP SEQUENCE public.parts_weight_fill_seen;
COMMIT;

