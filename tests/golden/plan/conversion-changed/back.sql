~ conversion public.back: from LATIN1 -> UTF8; to UTF8 -> LATIN1; function iso8859_1_to_utf8 -> utf8_to_iso8859_1; default false -> true; comment new -> (none)
~ conversion public.latin: function public.convert_latin -> iso8859_1_to_utf8; default true -> false; comment Into -> In

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.back
--              replace_conversion public.back
--              keep_privileges public.latin
--              replace_conversion public.latin
--              comment public.latin
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
-- to go back   run these, in this order:
--   COMMENT ON CONVERSION public.latin IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_latin', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'CONVERSION public.latin',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('conversion', '{"public","latin"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP CONVERSION public.latin;
--   CREATE DEFAULT CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM public.convert_latin;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_latin');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_back', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'CONVERSION public.back',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('conversion', '{"public","back"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP CONVERSION public.back;
--   CREATE CONVERSION public.back FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_back');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner of CONVERSION public.back.
-- Gives CONVERSION public.back its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_back', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'CONVERSION public.back',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('conversion', '{"public","back"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP CONVERSION public.back;
CREATE DEFAULT CONVERSION public.back FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_back');
END $$;
COMMIT;

-- Remembers the owner of CONVERSION public.latin.
-- Gives CONVERSION public.latin its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_latin', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'CONVERSION public.latin',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('conversion', '{"public","latin"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP CONVERSION public.latin;
CREATE CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_latin');
END $$;
COMMIT;

COMMENT ON CONVERSION public.latin IS 'In';

