~ rows public.regions code = north: name "The north" -> "North"
+ rows public.regions code = west
- rows public.regions code = east
~ rows public.shops id = 1: day "2026-02-28" -> "2026-01-31"
+ rows public.shops id = 2
- rows public.shops id = 10

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      upsert_rows public.regions
--              upsert_rows public.shops
--              count_on public.shops
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: SELECT setval(s.seqrelid, there.last)
--   BEGIN;
--   DELETE FROM public.shops
--    WHERE id IN (2);
--   INSERT INTO public.shops AS there (id, day, region)
--   OVERRIDING SYSTEM VALUE
--   VALUES
--       (1, '2026-02-28', 'north')
--   ON CONFLICT (id) DO UPDATE
--      SET day = EXCLUDED.day,
--          region = EXCLUDED.region
--    WHERE (there.day, there.region) IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.region);
--   COMMIT;
--   BEGIN;
--   DELETE FROM public.regions
--    WHERE code IN ('west');
--   INSERT INTO public.regions AS there (code, name)
--   VALUES
--       ('north', 'The north')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name
--    WHERE there.name IS DISTINCT FROM EXCLUDED.name;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- 1 new row, 1 row that differs
INSERT INTO public.regions AS there (code, name)
VALUES
    ('north', 'North'),
    ('west', 'West')
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name
 WHERE there.name IS DISTINCT FROM EXCLUDED.name;

-- 1 new row, 1 row that differs
INSERT INTO public.shops AS there (id, day, region)
OVERRIDING SYSTEM VALUE
VALUES
    (1, '2026-01-31', 'north'),
    (2, NULL, 'west')
ON CONFLICT (id) DO UPDATE
   SET day = EXCLUDED.day,
       region = EXCLUDED.region
 WHERE (there.day, there.region) IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.region);

SELECT setval(s.seqrelid, there.last)
  FROM pg_sequence AS s,
       (SELECT max(id) AS last FROM public.shops) AS there
 WHERE s.seqrelid = pg_get_serial_sequence('public.shops', 'id')::regclass
   AND there.last >= COALESCE(pg_sequence_last_value(s.seqrelid) + s.seqincrement, s.seqstart);

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      delete_rows public.shops
--              delete_rows public.regions
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   INSERT INTO public.regions AS there (code, name)
--   VALUES
--       ('east', 'East')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name
--    WHERE there.name IS DISTINCT FROM EXCLUDED.name;
--   INSERT INTO public.shops AS there (id, day, region)
--   OVERRIDING SYSTEM VALUE
--   VALUES
--       (10, '2026-02-28', 'east')
--   ON CONFLICT (id) DO UPDATE
--      SET day = EXCLUDED.day,
--          region = EXCLUDED.region
--    WHERE (there.day, there.region) IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.region);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DELETE FROM public.shops
 WHERE id IN (10);

DELETE FROM public.regions
 WHERE code IN ('east');

