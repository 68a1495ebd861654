~ conversion public.back: from UTF8 -> LATIN1; to LATIN1 -> UTF8; function utf8_to_iso8859_1 -> iso8859_1_to_utf8; default true -> false; comment (none) -> new
~ conversion public.latin: function iso8859_1_to_utf8 -> public.convert_latin; default false -> true; comment In -> Into

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_conversion public.back
--              comment public.back
--              replace_conversion public.latin
--              comment public.latin
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 4.
-- to go back   run these, in this order:
--   COMMENT ON CONVERSION public.latin IS NULL;
--   BEGIN;
--   DROP CONVERSION public.latin;
--   CREATE CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
--   COMMIT;
--   COMMENT ON CONVERSION public.back IS NULL;
--   BEGIN;
--   DROP CONVERSION public.back;
--   CREATE DEFAULT CONVERSION public.back FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP CONVERSION public.back;
CREATE CONVERSION public.back FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMIT;

COMMENT ON CONVERSION public.back IS 'new';

BEGIN;
DROP CONVERSION public.latin;
CREATE DEFAULT CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM public.convert_latin;
COMMIT;

COMMENT ON CONVERSION public.latin IS 'Into';

