+ rows public.countries code = NO
+ rows public.countries code = SE
+ rows public.countries code = ZZ
~ rows public.regions code = north: name "North" -> "Norden"
+ rows public.regions code = south
+ table public.countries (with 8 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.countries
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.countries;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.countries (
  code text NOT NULL,
  name text NOT NULL,
  region text,
  people bigint DEFAULT 0,
  member boolean DEFAULT false NOT NULL,
  facts json,
  CONSTRAINT countries_pkey PRIMARY KEY (code)
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_on_new_table public.countries.countries_region_fkey
--              upsert_rows public.regions
-- locks        public.regions  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DELETE FROM public.regions
--    WHERE code IN ('south');
--   INSERT INTO public.regions AS there (code, name)
--   VALUES
--       ('north', 'North')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name
--    WHERE there.name IS DISTINCT FROM EXCLUDED.name;
--   COMMIT;
--   ALTER TABLE public.countries DROP CONSTRAINT countries_region_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.regions SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.countries ADD CONSTRAINT countries_region_fkey FOREIGN KEY (region) REFERENCES public.regions(code);

-- 1 new row, 1 row that differs
INSERT INTO public.regions AS there (code, name)
VALUES
    ('north', 'Norden'),
    ('south', 'South')
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name
 WHERE there.name IS DISTINCT FROM EXCLUDED.name;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      upsert_rows public.countries
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DELETE FROM public.countries
--    WHERE code IN ('NO', 'SE', 'ZZ');

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

INSERT INTO public.countries AS there (code, name, region, people, member, facts)
VALUES
    ('NO', 'Norway', 'north', 5600000, false, '{"sea": true}'),
    ('SE', 'Sweden', 'north', 0, true, NULL),
    ('ZZ', 'Nobody''s land', NULL, NULL, false, NULL)
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name,
       region = EXCLUDED.region,
       people = EXCLUDED.people,
       member = EXCLUDED.member,
       facts = EXCLUDED.facts
 WHERE (there.name, there.region, there.people, there.member, there.facts::text)
    IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.region, EXCLUDED.people, EXCLUDED.member, EXCLUDED.facts::text);

COMMIT;

