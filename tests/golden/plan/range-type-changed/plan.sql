~ range type public."full": subtype_opclass pg_catalog.text_pattern_ops -> pg_catalog.varchar_pattern_ops; collation pg_catalog."C" -> pg_catalog."POSIX"; subtype_diff public.text_diff -> public.other_diff; multirange fulls -> fuller; comment first -> second
~ range type public.other: subtype integer -> bigint
~ range type public.plain: subtype_opclass (none) -> pg_catalog.text_pattern_ops; collation (none) -> pg_catalog."C"; subtype_diff (none) -> public.text_diff; multirange (none) -> plains; comment (none) -> second
refused without --allow breaks_old_code: DROP TYPE public."full"
refused without --allow breaks_old_code: CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.varchar_pattern_ops, COLLATION = pg_catalog."POSIX", SUBTYPE_DIFF = public.other_diff, MULTIRANGE_TYPE_NAME = public.fuller)
refused without --allow breaks_old_code: DROP TYPE public.other
refused without --allow breaks_old_code: CREATE TYPE public.other AS RANGE (SUBTYPE = bigint)
refused without --allow breaks_old_code: DROP TYPE public.plain
refused without --allow breaks_old_code: CREATE TYPE public.plain AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.plains)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_range public."full"
--              comment public."full"
--              replace_range public.other
--              comment public.other
--              replace_range public.plain
--              comment public.plain
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 6 of 6.
-- to go back   run these, in this order:
--   COMMENT ON TYPE public.plain IS NULL;
--   BEGIN;
--   DROP TYPE public.plain;
--   CREATE TYPE public.plain AS RANGE (SUBTYPE = text);
--   COMMIT;
--   COMMENT ON TYPE public.other IS NULL;
--   BEGIN;
--   DROP TYPE public.other;
--   CREATE TYPE public.other AS RANGE (SUBTYPE = integer);
--   COMMIT;
--   COMMENT ON TYPE public."full" IS NULL;
--   BEGIN;
--   DROP TYPE public."full";
--   CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.fulls);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP TYPE public."full";
CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.varchar_pattern_ops, COLLATION = pg_catalog."POSIX", SUBTYPE_DIFF = public.other_diff, MULTIRANGE_TYPE_NAME = public.fuller);
COMMIT;

COMMENT ON TYPE public."full" IS 'second';

BEGIN;
DROP TYPE public.other;
CREATE TYPE public.other AS RANGE (SUBTYPE = bigint);
COMMIT;

COMMENT ON TYPE public.other IS 'first';

BEGIN;
DROP TYPE public.plain;
CREATE TYPE public.plain AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.plains);
COMMIT;

COMMENT ON TYPE public.plain IS 'second';

