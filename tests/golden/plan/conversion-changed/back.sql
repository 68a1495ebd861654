~ conversion public.back: from LATIN1 -> UTF8; to UTF8 -> LATIN1; function iso8859_1_to_utf8 -> utf8_to_iso8859_1; default false -> true; comment new -> (none)
~ conversion public.latin: function public.convert_latin -> iso8859_1_to_utf8; default true -> false; comment Into -> In

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_conversion public.back
--              replace_conversion public.latin
--              comment public.latin
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
-- to go back   run these, in this order:
--   COMMENT ON CONVERSION public.latin IS NULL;
--   BEGIN;
--   DROP CONVERSION public.latin;
--   CREATE DEFAULT CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM public.convert_latin;
--   COMMIT;
--   BEGIN;
--   DROP CONVERSION public.back;
--   CREATE CONVERSION public.back FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP CONVERSION public.back;
CREATE DEFAULT CONVERSION public.back FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
COMMIT;

BEGIN;
DROP CONVERSION public.latin;
CREATE CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMIT;

COMMENT ON CONVERSION public.latin IS 'In';

