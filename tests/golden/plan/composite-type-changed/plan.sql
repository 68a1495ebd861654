~ composite type public.a: attributes x integer -> x integer, y integer; comment (none) -> second; attribute_comments (none) -> x=second
~ composite type public.b: attributes x integer, z date, y text -> x bigint, z date, w text; comment first -> second; attribute_comments x=first, y=first -> w=second, x=second
~ composite type public.nothing: attributes (none) -> x integer
~ composite type public.used: attributes x integer, y integer -> x integer, z integer
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.b DROP ATTRIBUTE y, ALTER ATTRIBUTE x TYPE bigint, ADD ATTRIBUTE w text
refused without --allow data_loss, breaks_old_code: ALTER TYPE public.used DROP ATTRIBUTE y, ADD ATTRIBUTE z integer

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      alter_type public.a
--              reshape_type public.b
--              alter_type public.nothing
--              reshape_type public.used
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TYPE public.used DROP ATTRIBUTE y, ADD ATTRIBUTE z integer
--   ALTER TYPE public.nothing DROP ATTRIBUTE x;
--   -- can not be undone: ALTER TYPE public.b DROP ATTRIBUTE y, ALTER ATTRIBUTE x TYPE bigint, ADD ATTRIBUTE w text
--   ALTER TYPE public.a DROP ATTRIBUTE y;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TYPE public.a ADD ATTRIBUTE y integer;

ALTER TYPE public.b DROP ATTRIBUTE y, ALTER ATTRIBUTE x TYPE bigint, ADD ATTRIBUTE w text;

ALTER TYPE public.nothing ADD ATTRIBUTE x integer;

ALTER TYPE public.used DROP ATTRIBUTE y, ADD ATTRIBUTE z integer;

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
--   COMMENT ON COLUMN public.b.x IS 'first';
--   COMMENT ON COLUMN public.b.w IS NULL;
--   COMMENT ON TYPE public.b IS 'first';
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public.a.x IS NULL;
--   COMMENT ON TYPE public.a IS NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
COMMENT ON TYPE public.a IS 'second';
COMMENT ON COLUMN public.a.x IS 'second';
COMMIT;

BEGIN;
COMMENT ON TYPE public.b IS 'second';
COMMENT ON COLUMN public.b.w IS 'second';
COMMENT ON COLUMN public.b.x IS 'second';
COMMIT;

