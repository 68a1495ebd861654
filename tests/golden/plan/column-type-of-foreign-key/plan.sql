~ column public.countries.code: type character varying(2) -> character varying(3)
~ column public.ports.country: type character varying(2) -> character varying(3)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type public.countries.code
--              set_type public.ports.country
-- locks        public.countries  ACCESS EXCLUSIVE  catalog only
--              public.ports      ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.ports ALTER COLUMN country TYPE character varying(2);
--   ALTER TABLE public.countries ALTER COLUMN code TYPE character varying(2);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.countries ACCESS EXCLUSIVE, public.ports ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.countries, public.ports IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.countries ALTER COLUMN code TYPE character varying(3);
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.countries ACCESS EXCLUSIVE, public.ports ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.countries, public.ports IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.ports ALTER COLUMN country TYPE character varying(3);
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.countries.code
--              analyze public.ports.country
-- locks        public.countries  SHARE UPDATE EXCLUSIVE  scan
--              public.ports      SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.countries SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.countries (code);

-- locks: public.ports SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.ports (country);

