~ column public.shops.region: not_null false -> true
- function public.stamp()
! primary key public.shops.shops_pkey: columns id -> id, region
~ rows public.regions code = N: shown "NORTH" -> "North"
~ rows public.regions code = S: shown "SOUTH" -> "South"
~ rows public.shops code = a: region NULL -> "N"
- trigger public.regions.shout
- trigger public.shops.stamp

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      upsert_rows public.shops
--              add_check_not_valid public.shops.shops_region_not_null
--              drop_trigger public.regions.shout
--              upsert_rows public.regions
-- locks        public.regions  ACCESS EXCLUSIVE  catalog only
--              public.shops    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   INSERT INTO public.regions AS there (code, name, shown)
--   VALUES
--       ('N', 'north', 'NORTH'),
--       ('S', 'south', 'SOUTH')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name,
--          shown = EXCLUDED.shown
--    WHERE (there.name, there.shown) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.shown);
--   CREATE TRIGGER shout
--       BEFORE INSERT OR UPDATE ON public.regions
--       FOR EACH ROW
--       EXECUTE FUNCTION public.shout();
--   ALTER TABLE public.shops DROP CONSTRAINT shops_region_not_null;
--   INSERT INTO public.shops AS there (code, id, region)
--   VALUES
--       ('a', 1, NULL)
--   ON CONFLICT (code) DO UPDATE
--      SET id = EXCLUDED.id,
--          region = EXCLUDED.region
--    WHERE (there.id, there.region) IS DISTINCT FROM (EXCLUDED.id, EXCLUDED.region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- 1 row that differs
INSERT INTO public.shops AS there (code, id, region)
VALUES
    ('a', 1, 'N')
ON CONFLICT (code) DO UPDATE
   SET id = EXCLUDED.id,
       region = EXCLUDED.region
 WHERE (there.id, there.region) IS DISTINCT FROM (EXCLUDED.id, EXCLUDED.region);

-- Proves region NOT NULL: new rows are checked from now on.
-- locks: public.shops ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, region FROM public.shops WHERE region IS NULL LIMIT 5;
ALTER TABLE public.shops ADD CONSTRAINT shops_region_not_null CHECK (region IS NOT NULL) NOT VALID;

-- locks: public.regions ACCESS EXCLUSIVE; catalog only
DROP TRIGGER shout ON public.regions;

-- 2 rows that differ
INSERT INTO public.regions AS there (code, name, shown)
VALUES
    ('N', 'north', 'North'),
    ('S', 'south', 'South')
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name,
       shown = EXCLUDED.shown
 WHERE (there.name, there.shown) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.shown);

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.shops.shops_region_not_null
--              set_not_null_proven public.shops.region
--              drop_constraint public.shops.shops_region_not_null
--              create_index_concurrently public.shops.shops_pkey
--              swap_key public.shops.shops_pkey
-- locks        public.shops  ACCESS EXCLUSIVE        catalog only
--              public.shops  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 4.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.shops DROP CONSTRAINT shops_pkey, ADD CONSTRAINT shops_pkey PRIMARY KEY ...
--   DROP INDEX CONCURRENTLY public.shops_pkey_new;
--   BEGIN;
--   ALTER TABLE public.shops ADD CONSTRAINT shops_region_not_null CHECK (region IS NOT NULL);
--   ALTER TABLE public.shops ALTER COLUMN region DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.shops VALIDATE CONSTRAINT shops_region_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.shops SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.shops VALIDATE CONSTRAINT shops_region_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.shops ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.shops ALTER COLUMN region SET NOT NULL;
ALTER TABLE public.shops DROP CONSTRAINT shops_region_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.shops SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, region, count(*) AS times FROM public.shops WHERE id IS NOT NULL AND region IS NOT NULL GROUP BY id, region HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.shops_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY shops_pkey_new ON public.shops (id, region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.shops ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.shops DROP CONSTRAINT shops_pkey, ADD CONSTRAINT shops_pkey PRIMARY KEY USING INDEX shops_pkey_new;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_trigger public.shops.stamp
-- locks        public.shops  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE TRIGGER stamp
--       BEFORE INSERT OR UPDATE ON public.shops
--       FOR EACH ROW
--       EXECUTE FUNCTION public.stamp();

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.shops ACCESS EXCLUSIVE; catalog only
DROP TRIGGER stamp ON public.shops;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.stamp()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.stamp() RETURNS trigger
--       LANGUAGE plpgsql
--       AS $$BEGIN NEW.changed := now(); RETURN NEW; END$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.stamp();

COMMIT;

