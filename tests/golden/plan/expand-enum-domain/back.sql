~ enum public.level: values high, mid, low -> low, mid, gone, high

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders.deep -> public.orders.deep_new
--              public.orders.rank -> public.orders.rank_new
--              public.orders.ranks -> public.orders.ranks_new
-- meanwhile    public.orders: every version reads and writes deep; the contract puts deep_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.number_of(public.rank), function public.usual().
--              public.orders: every version reads and writes rank; the contract puts rank_new in its place.
--              public.orders: every version reads and writes ranks; the contract puts ranks_new in its place.
-- changes      create_enum public.level_new
--              create_domain public.rank_new
--              create_domain public.deep_new
--              comment public.rank_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON DOMAIN public.rank_new IS NULL;
--   DROP DOMAIN public.deep_new;
--   DROP DOMAIN public.rank_new;
--   DROP TYPE public.level_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.level_new AS ENUM ('low', 'mid', 'gone', 'high');

CREATE DOMAIN public.rank_new AS public.level_new;

CREATE DOMAIN public.deep_new AS public.rank_new;

COMMENT ON DOMAIN public.rank_new IS 'where it stands';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.deep -> public.orders.deep_new
--              public.orders.rank -> public.orders.rank_new
--              public.orders.ranks -> public.orders.ranks_new
-- meanwhile    public.orders: every version reads and writes deep; the contract puts deep_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.number_of(public.rank), function public.usual().
--              public.orders: every version reads and writes rank; the contract puts rank_new in its place.
--              public.orders: every version reads and writes ranks; the contract puts ranks_new in its place.
-- changes      create_function public.number_of_new(public.rank_new)
--              share_access public.number_of_new(public.rank_new)
--              add_column_without_values public.orders.rank_new
--              share_access public.orders.rank_new
--              create_helper_function public.orders.rank_new
--              create_helper_trigger public.orders.rank_new
--              add_column_without_values public.orders.ranks_new
--              share_access public.orders.ranks_new
--              create_helper_function public.orders.ranks_new
--              create_helper_trigger public.orders.ranks_new
--              add_column_without_values public.orders.deep_new
--              share_access public.orders.deep_new
--              create_helper_function public.orders.deep_new
--              create_helper_trigger public.orders.deep_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_deep_sync ON public.orders;
--   DROP FUNCTION public.orders_deep_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN deep_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_ranks_sync ON public.orders;
--   DROP FUNCTION public.orders_ranks_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN ranks_new;
--   BEGIN;
--   DROP TRIGGER zzz_orders_rank_sync ON public.orders;
--   DROP FUNCTION public.orders_rank_sync();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN rank_new;
--   DROP FUNCTION public.number_of_new(public.rank_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Nobody may call it who may not call function public.number_of(public.rank).
BEGIN;
CREATE FUNCTION public.number_of_new(public.rank_new) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$SELECT CASE $1::text WHEN 'high' THEN 1 ELSE 2 END$$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER FUNCTION %s OWNER TO %I', 'public.number_of_new(public.rank_new)', pg_get_userbyid(p.proowner))
      FROM pg_proc p WHERE p.oid = 'public.number_of(public.rank)'::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM %s', 'public.number_of_new(public.rank_new)',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
      FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
     WHERE p.oid = 'public.number_of_new(public.rank_new)'::regprocedure AND a.grantee <> p.proowner
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', 'public.number_of_new(public.rank_new)',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
     WHERE p.oid = 'public.number_of(public.rank)'::regprocedure
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (rank::text = ANY (ARRAY['low', 'mid', 'gone', 'high']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN rank_new public.rank_new;

-- Who has rights on rank alone gets them on rank_new too.
-- Keeps rank and rank_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'rank_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'rank'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_rank_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.rank_new IS NULL THEN
      NEW.rank_new := NEW.rank::text::public.rank_new;
    ELSE
      NEW.rank := (SELECT CASE WHEN rank::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN rank::text::public.rank END FROM (SELECT NEW.rank_new AS rank) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.rank), ROW(OLD.rank)))
    AND (record_image_ne(ROW(NEW.rank_new), ROW(OLD.rank_new)))
    AND (OLD.rank_new IS NOT NULL OR OLD.rank IS NULL) THEN
    IF (record_image_ne(ROW(NEW.rank_new), ROW(NEW.rank::text::public.rank_new)))
      AND (record_image_ne(ROW(NEW.rank), ROW((SELECT CASE WHEN rank::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN rank::text::public.rank END FROM (SELECT NEW.rank_new AS rank) AS orders)::public.rank))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'rank, rank_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.rank), ROW(OLD.rank))) THEN
    NEW.rank_new := NEW.rank::text::public.rank_new;
  ELSIF (record_image_ne(ROW(NEW.rank_new), ROW(OLD.rank_new))) AND (record_image_ne(ROW(NEW.rank_new), ROW(NEW.rank::text::public.rank_new))) THEN
    NEW.rank := (SELECT CASE WHEN rank::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN rank::text::public.rank END FROM (SELECT NEW.rank_new AS rank) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_rank_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_rank_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['low', 'mid', 'gone', 'high']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN ranks_new public.rank_new[];

-- Who has rights on ranks alone gets them on ranks_new too.
-- Keeps ranks and ranks_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'ranks_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'ranks'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_ranks_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.ranks_new IS NULL THEN
      NEW.ranks_new := NEW.ranks::text::public.rank_new[];
    ELSE
      NEW.ranks := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low']::text[])) THEN ranks::text::public.rank[] END FROM (SELECT NEW.rank, NEW.ranks_new AS ranks) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.ranks), ROW(OLD.ranks)))
    AND (record_image_ne(ROW(NEW.ranks_new), ROW(OLD.ranks_new)))
    AND (OLD.ranks_new IS NOT NULL OR OLD.ranks IS NULL) THEN
    IF (record_image_ne(ROW(NEW.ranks_new), ROW(NEW.ranks::text::public.rank_new[])))
      AND (record_image_ne(ROW(NEW.ranks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low']::text[])) THEN ranks::text::public.rank[] END FROM (SELECT NEW.rank, NEW.ranks_new AS ranks) AS orders)::public.rank[]))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'ranks, ranks_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.ranks), ROW(OLD.ranks))) THEN
    NEW.ranks_new := NEW.ranks::text::public.rank_new[];
  ELSIF (record_image_ne(ROW(NEW.ranks_new), ROW(OLD.ranks_new))) AND (record_image_ne(ROW(NEW.ranks_new), ROW(NEW.ranks::text::public.rank_new[]))) THEN
    NEW.ranks := (SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low']::text[])) THEN ranks::text::public.rank[] END FROM (SELECT NEW.rank, NEW.ranks_new AS ranks) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_ranks_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_ranks_sync();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (deep::text = ANY (ARRAY['low', 'mid', 'gone', 'high']::text[])) LIMIT 5;
ALTER TABLE public.orders ADD COLUMN deep_new public.deep_new;

-- Who has rights on deep alone gets them on deep_new too.
-- Keeps deep and deep_new in step until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'deep_new', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'deep'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE FUNCTION public.orders_deep_sync() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.deep_new IS NULL THEN
      NEW.deep_new := NEW.deep::text::public.deep_new;
    ELSE
      NEW.deep := (SELECT CASE WHEN deep::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN deep::text::public.deep END FROM (SELECT NEW.deep_new AS deep) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.deep), ROW(OLD.deep)))
    AND (record_image_ne(ROW(NEW.deep_new), ROW(OLD.deep_new)))
    AND (OLD.deep_new IS NOT NULL OR OLD.deep IS NULL) THEN
    IF (record_image_ne(ROW(NEW.deep_new), ROW(NEW.deep::text::public.deep_new)))
      AND (record_image_ne(ROW(NEW.deep), ROW((SELECT CASE WHEN deep::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN deep::text::public.deep END FROM (SELECT NEW.deep_new AS deep) AS orders)::public.deep))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'deep, deep_new of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.deep), ROW(OLD.deep))) THEN
    NEW.deep_new := NEW.deep::text::public.deep_new;
  ELSIF (record_image_ne(ROW(NEW.deep_new), ROW(OLD.deep_new))) AND (record_image_ne(ROW(NEW.deep_new), ROW(NEW.deep::text::public.deep_new))) THEN
    NEW.deep := (SELECT CASE WHEN deep::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN deep::text::public.deep END FROM (SELECT NEW.deep_new AS deep) AS orders);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_deep_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_deep_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.deep -> public.orders.deep_new
--              public.orders.rank -> public.orders.rank_new
--              public.orders.ranks -> public.orders.ranks_new
-- meanwhile    public.orders: every version reads and writes deep; the contract puts deep_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.number_of(public.rank), function public.usual().
--              public.orders: every version reads and writes rank; the contract puts rank_new in its place.
--              public.orders: every version reads and writes ranks; the contract puts ranks_new in its place.
-- changes      backfill public.orders.rank_new
--              backfill public.orders.ranks_new
--              backfill public.orders.deep_new
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills rank_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET rank_new = rank::text::public.rank_new
     WHERE id >= first_key AND id <= last_key
       AND rank_new IS NULL AND rank::text::public.rank_new IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills ranks_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET ranks_new = ranks::text::public.rank_new[]
     WHERE id >= first_key AND id <= last_key
       AND ranks_new IS NULL AND ranks::text::public.rank_new[] IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

-- Fills deep_new of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET deep_new = deep::text::public.deep_new
     WHERE id >= first_key AND id <= last_key
       AND deep_new IS NULL AND deep::text::public.deep_new IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
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
--              public.orders.deep -> public.orders.deep_new
--              public.orders.rank -> public.orders.rank_new
--              public.orders.ranks -> public.orders.ranks_new
-- meanwhile    public.orders: every version reads and writes deep; the contract puts deep_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.number_of(public.rank), function public.usual().
--              public.orders: every version reads and writes rank; the contract puts rank_new in its place.
--              public.orders: every version reads and writes ranks; the contract puts ranks_new in its place.
-- changes      reconcile public.orders.ranks_new
--              analyze public.orders.ranks_new
--              reconcile public.orders.deep_new
--              analyze public.orders.deep_new
--              add_check_not_valid public.orders.orders_rank_new_not_null
--              validate_constraint public.orders.orders_rank_new_not_null
--              set_not_null_proven public.orders.rank_new
--              drop_constraint public.orders.orders_rank_new_not_null
--              reconcile public.orders.rank_new
--              analyze public.orders.rank_new
--              create_index_concurrently public.orders.orders_number_idx_new
--              analyze public.orders.orders_number_idx_new
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6, 9 and 11 of 11.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_number_idx_new;
--   -- nothing to undo: ANALYZE public.orders (rank_new)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_rank_new_not_null CHECK (rank_new IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN rank_new DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_rank_new_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_rank_new_not_null;
--   -- nothing to undo: ANALYZE public.orders (deep_new)
--   -- can not be undone: DO $reconcile$
--   -- nothing to undo: ANALYZE public.orders (ranks_new)
--   -- can not be undone: DO $reconcile$

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(ranks_new), ROW(ranks::text::public.rank_new[])))
   AND (record_image_ne(ROW(ranks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low']::text[])) THEN ranks::text::public.rank[] END FROM (SELECT rank, ranks_new AS ranks) AS orders)::public.rank[])));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (ranks_new);

SET lock_timeout = '3s';

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(deep_new), ROW(deep::text::public.deep_new)))
   AND (record_image_ne(ROW(deep), ROW((SELECT CASE WHEN deep::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN deep::text::public.deep END FROM (SELECT deep_new AS deep) AS orders)::public.deep)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (deep_new);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves rank_new NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE rank_new IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_rank_new_not_null CHECK (rank_new IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_rank_new_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN rank_new SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_rank_new_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE (record_image_ne(ROW(rank_new), ROW(rank::text::public.rank_new)))
   AND (record_image_ne(ROW(rank), ROW((SELECT CASE WHEN rank::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN rank::text::public.rank END FROM (SELECT rank_new AS rank) AS orders)::public.rank)));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (rank_new);

SET lock_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_number_idx_new;
CREATE INDEX CONCURRENTLY orders_number_idx_new ON public.orders (public.number_of_new(rank_new));

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.deep -> public.orders.deep_new
--              public.orders.rank -> public.orders.rank_new
--              public.orders.ranks -> public.orders.ranks_new
-- meanwhile    public.orders: every version reads and writes deep; the contract puts deep_new in its place. Until
--                then on the old enum public.level, and on the new one from then on: function
--                public.number_of(public.rank), function public.usual().
--              public.orders: every version reads and writes rank; the contract puts rank_new in its place.
--              public.orders: every version reads and writes ranks; the contract puts ranks_new in its place.
-- changes      keep_privileges public.ranks
--              rebuild_view public.ranks
--              drop_helper_trigger public.orders.deep_new
--              drop_helper_function public.orders.deep_new
--              drop_helper_trigger public.orders.rank_new
--              drop_helper_function public.orders.rank_new
--              drop_helper_trigger public.orders.ranks_new
--              drop_helper_function public.orders.ranks_new
--              drop_old_side public.orders.deep
--              swap public.orders.deep
--              drop_old_side public.orders.rank
--              swap public.orders.rank
--              drop_old_side public.orders.ranks
--              swap public.orders.ranks
--              keep_privileges public.number_of(public.rank)
--              drop_function public.number_of(public.rank)
--              keep_privileges public.usual()
--              replace_function public.usual()
--              swap public.orders.deep_new
--              rename_function public.number_of(public.rank)
--              alter_domain public.rank
--              alter_domain public.deep
--              set_default public.orders.deep
--              rename_index public.orders.orders_number_idx
--              share_access public.orders.deep_new
--              drop_old_side public.orders.deep_new
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
--              public.ranks   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.ranks.
-- deep of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- rank of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- ranks of public.orders is the last column from now on: SELECT * and INSERT without a list of columns see another
-- order.
-- Remembers the owner and the grants of public.number_of(public.rank).
-- Remembers the owner and the grants of public.usual().
-- What waits at this moment with a value of enum public.level fails once (a statement prepared with one, a call of a
-- function that takes one): repeat it.
-- Gives public.usual() its owner and grants back.
-- Gives public.number_of(public.rank) its owner and grants back.
-- public.level gets the owner and the rights of the old one.
-- public.rank gets the owner and the rights of the old one.
-- public.deep gets the owner and the rights of the old one.
-- Gives public.ranks its owner and grants back.
-- locks: public.ranks ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(deep_new), ROW(deep::text::public.deep_new))) AND (record_image_ne(ROW(deep), ROW((SELECT CASE WHEN deep::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN deep::text::public.deep END FROM (SELECT deep_new AS deep) AS orders)::public.deep))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(rank_new), ROW(rank::text::public.rank_new))) AND (record_image_ne(ROW(rank), ROW((SELECT CASE WHEN rank::text = ANY (ARRAY['high', 'mid', 'low']::text[]) THEN rank::text::public.rank END FROM (SELECT rank_new AS rank) AS orders)::public.rank))) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(ranks_new), ROW(ranks::text::public.rank_new[]))) AND (record_image_ne(ROW(ranks), ROW((SELECT CASE WHEN NOT EXISTS (SELECT FROM unnest(ranks) AS label WHERE label::text <> ALL (ARRAY['high', 'mid', 'low']::text[])) THEN ranks::text::public.rank[] END FROM (SELECT rank, ranks_new AS ranks) AS orders)::public.rank[]))) LIMIT 5;
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_ranks', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.ranks', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.ranks', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.ranks'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.ranks',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.ranks'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.ranks'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.ranks;
DROP TRIGGER zzz_orders_deep_sync ON public.orders;
DROP FUNCTION public.orders_deep_sync();
DROP TRIGGER zzz_orders_rank_sync ON public.orders;
DROP FUNCTION public.orders_rank_sync();
DROP TRIGGER zzz_orders_ranks_sync ON public.orders;
DROP FUNCTION public.orders_ranks_sync();
ALTER TABLE public.orders DROP COLUMN deep;
ALTER TABLE public.orders RENAME COLUMN deep_new TO deep;
ALTER TABLE public.orders DROP COLUMN rank;
ALTER TABLE public.orders RENAME COLUMN rank_new TO rank;
ALTER TABLE public.orders DROP COLUMN ranks;
ALTER TABLE public.orders RENAME COLUMN ranks_new TO ranks;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_ce2bb058d716d64a', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.number_of(public.rank)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.number_of(public.rank)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.number_of(public.rank)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.number_of(public.rank);
DO $$
BEGIN
  PERFORM set_config('lockstep.function_5e6a0de4acb2d523', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.usual()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.usual()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.usual()' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP FUNCTION public.usual();
ALTER TYPE public.level RENAME TO level_old;
ALTER TYPE public.level_new RENAME TO level;
ALTER DOMAIN public.rank RENAME TO rank_old;
ALTER DOMAIN public.rank_new RENAME TO rank;
ALTER DOMAIN public.deep RENAME TO deep_old;
ALTER DOMAIN public.deep_new RENAME TO deep;
CREATE FUNCTION public.usual() RETURNS public.deep
    LANGUAGE sql
    AS $$SELECT 'low'::level$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_5e6a0de4acb2d523');
END $$;
ALTER FUNCTION public.number_of_new(public.rank) RENAME TO number_of;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_ce2bb058d716d64a');
END $$;
ALTER DOMAIN public.rank SET DEFAULT 'mid'::public.level;
ALTER DOMAIN public.deep SET DEFAULT 'mid'::public.level;
ALTER TABLE public.orders ALTER COLUMN deep SET DEFAULT public.usual();
ALTER INDEX public.orders_number_idx_new RENAME TO orders_number_idx;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.level', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.level_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.level')
      FROM pg_type t WHERE t.oid = 'public.level_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.level',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.level_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.rank', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.rank_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.rank')
      FROM pg_type t WHERE t.oid = 'public.rank_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.rank',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.rank_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('ALTER TYPE %s OWNER TO %I', 'public.deep', pg_get_userbyid(t.typowner))
      FROM pg_type t WHERE t.oid = 'public.deep_old'::regtype
    UNION ALL
    SELECT format('REVOKE ALL ON TYPE %s FROM PUBLIC', 'public.deep')
      FROM pg_type t WHERE t.oid = 'public.deep_old'::regtype AND t.typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.deep',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) a WHERE t.oid = 'public.deep_old'::regtype
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DROP DOMAIN public.deep_old;
DROP DOMAIN public.rank_old;
DROP TYPE public.level_old;
CREATE VIEW public.ranks AS
SELECT orders.id,
    orders.rank,
    public.number_of(orders.rank) AS number
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_ranks');
END $$;
COMMIT;

