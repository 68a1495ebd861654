~ rows public.regions code = north: name "Norden" -> "North"
- table public.countries (with 8 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      upsert_rows public.regions
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   INSERT INTO public.regions AS there (code, name)
--   VALUES
--       ('north', 'Norden')
--   ON CONFLICT (code) DO UPDATE
--      SET name = EXCLUDED.name
--    WHERE there.name IS DISTINCT FROM EXCLUDED.name;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- 1 row that differs
INSERT INTO public.regions AS there (code, name)
VALUES
    ('north', 'North')
ON CONFLICT (code) DO UPDATE
   SET name = EXCLUDED.name
 WHERE there.name IS DISTINCT FROM EXCLUDED.name;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.countries.countries_region_fkey
--              drop_table public.countries
-- locks        public.countries  ACCESS EXCLUSIVE  catalog only
--              public.regions    ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.countries
--   ALTER TABLE public.countries ADD CONSTRAINT countries_region_fkey FOREIGN KEY (region) REFERENCES public.regions(code);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.countries ACCESS EXCLUSIVE, public.regions ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.regions, public.countries IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.countries DROP CONSTRAINT countries_region_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.countries ACCESS EXCLUSIVE; catalog only
DROP TABLE public.countries;

