~ column public.parts.spot: not_null true -> false
~ column public.parts.unit: not_null true -> false
~ column public.parts.weight: not_null true -> false

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_not_null public.parts.spot
--              drop_not_null public.parts.unit
--              drop_not_null public.parts.weight
-- locks        public.parts  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.parts ALTER COLUMN weight SET NOT NULL;
--   ALTER TABLE public.parts ALTER COLUMN unit SET NOT NULL;
--   ALTER TABLE public.parts ALTER COLUMN spot SET NOT NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.parts ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.parts ALTER COLUMN spot DROP NOT NULL;
ALTER TABLE public.parts ALTER COLUMN unit DROP NOT NULL;
ALTER TABLE public.parts ALTER COLUMN weight DROP NOT NULL;
COMMIT;

