~ composite type public.a: attributes x integer, y integer -> x integer; comment second -> (none); attribute_comments x=second -> (none)
~ composite type public.b: attributes x bigint, z date, w text -> x integer, z date, y text; comment second -> first; attribute_comments w=second, x=second -> x=first, y=first
~ composite type public.nothing: attributes x integer -> (none)
~ composite type public.used: attributes x integer, z integer -> x integer, y integer
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.a DROP ATTRIBUTE y
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.b DROP ATTRIBUTE w, ALTER ATTRIBUTE x TYPE integer, ADD ATTRIBUTE y text
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.nothing DROP ATTRIBUTE x
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.used DROP ATTRIBUTE z, ADD ATTRIBUTE y integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      reshape_type public.a
--              reshape_type public.b
--              reshape_type public.nothing
--              reshape_type public.used
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TYPE public.a DROP ATTRIBUTE y;

ALTER TYPE public.b DROP ATTRIBUTE w, ALTER ATTRIBUTE x TYPE integer, ADD ATTRIBUTE y text;

ALTER TYPE public.nothing DROP ATTRIBUTE x;

ALTER TYPE public.used DROP ATTRIBUTE z, ADD ATTRIBUTE y integer;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.a
--              comment public.b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON COLUMN public.b.y IS NULL;
--   COMMENT ON COLUMN public.b.x IS 'second';
--   COMMENT ON TYPE public.b IS 'second';
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public.a.x IS 'second';
--   COMMENT ON TYPE public.a IS 'second';
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
COMMENT ON TYPE public.a IS NULL;
COMMENT ON COLUMN public.a.x IS NULL;
COMMIT;

BEGIN;
COMMENT ON TYPE public.b IS 'first';
COMMENT ON COLUMN public.b.x IS 'first';
COMMENT ON COLUMN public.b.y IS 'first';
COMMIT;

