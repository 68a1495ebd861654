~ column public.shops.region: not_null true -> false
+ function public.stamp()
! primary key public.shops.shops_pkey: columns id, region -> id
~ rows public.regions code = N: shown "North" -> "NORTH"
~ rows public.regions code = S: shown "South" -> "SOUTH"
~ rows public.shops code = a: region "N" -> NULL
+ trigger public.regions.shout
+ trigger public.shops.stamp

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.stamp()
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.stamp();

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.stamp() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN NEW.changed := now(); RETURN NEW; END$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.shops.shops_pkey
--              swap_key public.shops.shops_pkey
--              drop_not_null public.shops.region
--              create_trigger public.regions.shout
--              create_trigger public.shops.stamp
--              upsert_rows public.regions
--              upsert_rows public.shops
-- locks        public.regions  SHARE ROW EXCLUSIVE     catalog only
--              public.shops    ACCESS EXCLUSIVE        catalog only
--              public.shops    SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 7.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   INSERT INTO public.shops AS there (code, id, region)
--   VALUES
--       ('a', 1, 'N')
--   ON CONFLICT (code) DO UPDATE
--      SET id = EXCLUDED.id,
--          region = EXCLUDED.region
--    WHERE (there.id, there.region) IS DISTINCT FROM (EXCLUDED.id, EXCLUDED.region);
--   INSERT INTO public.regions AS there (code, name, shown)
--   VALUES
--       ('N', 'north', 'North'),
--       ('S', 'south', 'South')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name,
--          shown = EXCLUDED.shown
--    WHERE (there.name, there.shown) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.shown);
--   DROP TRIGGER stamp ON public.shops;
--   DROP TRIGGER shout ON public.regions;
--   ALTER TABLE public.shops ALTER COLUMN region SET NOT NULL;
--   -- can not be undone: ALTER TABLE public.shops DROP CONSTRAINT shops_pkey, ADD CONSTRAINT shops_pkey PRIMARY KEY ...
--   DROP INDEX CONCURRENTLY public.shops_pkey_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.shops SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.shops WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.shops_pkey_new;
CREATE UNIQUE INDEX CONCURRENTLY shops_pkey_new ON public.shops (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.shops ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.shops DROP CONSTRAINT shops_pkey, ADD CONSTRAINT shops_pkey PRIMARY KEY USING INDEX shops_pkey_new;

-- locks: public.shops ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.shops ALTER COLUMN region DROP NOT NULL;

-- locks: public.regions SHARE ROW EXCLUSIVE; catalog only
CREATE TRIGGER shout
    BEFORE INSERT OR UPDATE ON public.regions
    FOR EACH ROW
    EXECUTE FUNCTION public.shout();

-- locks: public.shops SHARE ROW EXCLUSIVE; catalog only
CREATE TRIGGER stamp
    BEFORE INSERT OR UPDATE ON public.shops
    FOR EACH ROW
    EXECUTE FUNCTION public.stamp();

-- 2 rows that differ
INSERT INTO public.regions AS there (code, name, shown)
VALUES
    ('N', 'north', 'NORTH'),
    ('S', 'south', 'SOUTH')
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name,
       shown = EXCLUDED.shown
 WHERE (there.name, there.shown) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.shown);

-- 1 row that differs
INSERT INTO public.shops AS there (code, id, region)
VALUES
    ('a', 1, NULL)
ON CONFLICT (code) DO UPDATE
   SET id = EXCLUDED.id,
       region = EXCLUDED.region
 WHERE (there.id, there.region) IS DISTINCT FROM (EXCLUDED.id, EXCLUDED.region);

