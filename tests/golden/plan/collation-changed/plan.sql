~ collation public.a: locale en -> de; deterministic true -> false; comment old -> new
~ collation public.b: lc_collate C -> C.UTF-8; lc_ctype C.UTF-8 -> C
~ collation public.c: locale C -> (none); lc_collate (none) -> C; lc_ctype (none) -> C.UTF-8
~ collation public.d: rules & V << w -> & a << b
~ collation public.e: provider icu -> builtin; locale und -> C
~ collation public.f: rules (none) -> & V << w; comment old -> (none)
refused without --allow breaks_old_code: DROP COLLATION public.a
refused without --allow breaks_old_code: CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false)
refused without --allow breaks_old_code: DROP COLLATION public.b
refused without --allow breaks_old_code: CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C.UTF-8', LC_CTYPE = 'C')
refused without --allow breaks_old_code: DROP COLLATION public.c
refused without --allow breaks_old_code: CREATE COLLATION public.c (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8')
refused without --allow breaks_old_code: DROP COLLATION public.d
refused without --allow breaks_old_code: CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& a << b')
refused without --allow breaks_old_code: DROP COLLATION public.e
refused without --allow breaks_old_code: CREATE COLLATION public.e (PROVIDER = builtin, LOCALE = 'C')
refused without --allow breaks_old_code: DROP COLLATION public.f
refused without --allow breaks_old_code: CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.a
--              replace_collation public.a
--              comment public.a
--              keep_privileges public.b
--              replace_collation public.b
--              keep_privileges public.c
--              replace_collation public.c
--              keep_privileges public.d
--              replace_collation public.d
--              keep_privileges public.e
--              replace_collation public.e
--              keep_privileges public.f
--              replace_collation public.f
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 7.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_f', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.f',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","f"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.f;
--   CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_f');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_e', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.e',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","e"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.e;
--   CREATE COLLATION public.e (PROVIDER = icu, LOCALE = 'und');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_e');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_d', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.d',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","d"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.d;
--   CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_d');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_c', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.c',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","c"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.c;
--   CREATE COLLATION public.c (PROVIDER = libc, LOCALE = 'C');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_c');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_b', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.b',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","b"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.b;
--   CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_b');
--   END $$;
--   COMMIT;
--   COMMENT ON COLLATION public.a IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_a', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.a',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","a"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.a;
--   CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'en');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_a');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner of COLLATION public.a.
-- Gives COLLATION public.a its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_a', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.a',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","a"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.a;
CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_a');
END $$;
COMMIT;

COMMENT ON COLLATION public.a IS 'new';

-- Remembers the owner of COLLATION public.b.
-- Gives COLLATION public.b its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_b', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.b',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","b"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.b;
CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C.UTF-8', LC_CTYPE = 'C');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_b');
END $$;
COMMIT;

-- Remembers the owner of COLLATION public.c.
-- Gives COLLATION public.c its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_c', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.c',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","c"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.c;
CREATE COLLATION public.c (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_c');
END $$;
COMMIT;

-- Remembers the owner of COLLATION public.d.
-- Gives COLLATION public.d its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_d', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.d',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","d"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.d;
CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& a << b');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_d');
END $$;
COMMIT;

-- Remembers the owner of COLLATION public.e.
-- Gives COLLATION public.e its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_e', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.e',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","e"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.e;
CREATE COLLATION public.e (PROVIDER = builtin, LOCALE = 'C');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_e');
END $$;
COMMIT;

-- Remembers the owner of COLLATION public.f.
-- Gives COLLATION public.f its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_f', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.f',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","f"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.f;
CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_f');
END $$;
COMMIT;

