! aggregate public.counted(integer): sfunc int84pl -> int4pl; stype bigint -> integer; returns bigint -> integer
~ aggregate public.seena(): owner boss -> shop
- aggregate public.seenb()
~ aggregate public.totala(integer): owner boss -> shop; grants auditor=execute, public= -> clerk=execute
- aggregate public.totalb(integer)
~ collation public.germana: owner boss -> shop
- collation public.germanb
~ collation public.rebuilt: locale POSIX -> C
~ conversion public.latina: owner boss -> shop
- conversion public.latinb
~ language mylanga: owner boss -> shop; grants auditor=usage, public= -> clerk=usage
- language mylangb
- operator public.=##=(bigint, bigint)
! operator public.=#-(bigint, bigint): hashes true -> false
~ operator public.=#=(bigint, bigint): owner boss -> shop
~ operator class public."intsa using hash": owner boss -> shop
- operator class public."intsb using hash"
- operator family public."intsb using hash"
~ operator family public."reva using btree": owner boss -> shop
- operator family public."revb using btree"
~ text search configuration public.mixeda: owner boss -> shop
- text search configuration public.mixedb
~ text search dictionary public.wordsa: owner boss -> shop
- text search dictionary public.wordsb
refused without --allow breaks_old_code: DROP AGGREGATE public.counted(integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public.counted(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    INITCOND = '0'
)
refused without --allow breaks_old_code: DROP OPERATOR public.=#- (bigint, bigint)
refused without --allow breaks_old_code: DROP COLLATION public.rebuilt
refused without --allow breaks_old_code: CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'C')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant mylanga
--              grant public.totala(integer)
--              drop_conversion public.latinb
--              drop_operator_family public."revb using btree"
-- rights       LS501 needs_privilege: drop_operator_family public."revb using btree"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR FAMILY public.revb USING btree;
--   CREATE CONVERSION public.latinb FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
--   REVOKE EXECUTE ON FUNCTION public.totala(integer) FROM clerk, PUBLIC;
--   REVOKE USAGE ON LANGUAGE mylanga FROM clerk, PUBLIC;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT USAGE ON LANGUAGE mylanga TO clerk, PUBLIC;

GRANT EXECUTE ON FUNCTION public.totala(integer) TO clerk, PUBLIC;

DROP CONVERSION public.latinb;

DROP OPERATOR FAMILY public.revb USING btree;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.counted(integer)
--              rebuild_aggregate public.counted(integer)
--              keep_privileges public.=#-(bigint, bigint)
--              drop_operator public.=#-(bigint, bigint)
--              create_operator public.=#-(bigint, bigint)
--              keep_privileges public.rebuilt
--              replace_collation public.rebuilt
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_rebuilt', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.rebuilt',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('collation', '{"public","rebuilt"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP COLLATION public.rebuilt;
--   CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'POSIX');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_rebuilt');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.view_b7ffba921b18570f', string_agg(command, '; '), false)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=#- (bigint, bigint)',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('operator', '{"public","=#-"}', '{"bigint","bigint"}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP OPERATOR public.=#- (bigint, bigint);
--   CREATE OPERATOR public.=#- (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       RESTRICT = eqsel,
--       HASHES
--   );
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.view_b7ffba921b18570f');
--   END $$;
--   COMMIT;
--   -- can not be undone: DO $$

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.counted(integer).
-- Gives public.counted(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_d343e7f43ec8ee12', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.counted(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.counted(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.counted(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.counted(integer);
CREATE AGGREGATE public.counted(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    INITCOND = '0'
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_d343e7f43ec8ee12');
END $$;
COMMIT;

-- Remembers the owner of OPERATOR public.=#- (bigint, bigint).
-- Gives OPERATOR public.=#- (bigint, bigint) its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.view_b7ffba921b18570f', string_agg(command, '; '), false)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'OPERATOR public.=#- (bigint, bigint)',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('operator', '{"public","=#-"}', '{"bigint","bigint"}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP OPERATOR public.=#- (bigint, bigint);
CREATE OPERATOR public.=#- (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    RESTRICT = eqsel
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.view_b7ffba921b18570f');
END $$;
COMMIT;

-- Remembers the owner of COLLATION public.rebuilt.
-- Gives COLLATION public.rebuilt its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_rebuilt', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'COLLATION public.rebuilt',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('collation', '{"public","rebuilt"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP COLLATION public.rebuilt;
CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'C');
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_rebuilt');
END $$;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      set_owner_of_no_table public.germana
--              revoke mylanga
--              set_owner_of_no_table mylanga
--              set_owner_of_no_table public.seena()
--              revoke public.totala(integer)
--              set_owner_of_no_table public.totala(integer)
--              set_owner_of_no_table public.=#=(bigint, bigint)
--              set_owner_of_no_table public."reva using btree"
--              set_owner_of_no_table public.latina
--              set_owner_of_no_table public."intsa using hash"
--              set_owner_of_no_table public.mixeda
--              set_owner_of_no_table public.wordsa
--              drop_text_search_configuration public.mixedb
--              drop_text_search_dictionary public.wordsb
--              drop_operator_class public."intsb using hash"
--              drop_aggregate public.seenb()
--              drop_aggregate public.totalb(integer)
--              drop_operator public.=##=(bigint, bigint)
--              drop_operator_family public."intsb using hash"
--              drop_language mylangb
--              drop_collation public.germanb
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_operator_class public."intsb using hash", drop_operator_family
--                public."intsb using hash", drop_language mylangb
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE COLLATION public.germanb (PROVIDER = libc, LOCALE = 'C');
--   CREATE TRUSTED LANGUAGE mylangb HANDLER public.handle;
--   CREATE OPERATOR FAMILY public.intsb USING hash;
--   CREATE OPERATOR public.=##= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint
--   );
--   CREATE AGGREGATE public.totalb(integer) (
--       SFUNC = int4pl,
--       STYPE = integer
--   );
--   CREATE AGGREGATE public.seenb(*) (
--       SFUNC = int8inc,
--       STYPE = bigint,
--       INITCOND = '0'
--   );
--   CREATE OPERATOR CLASS public.intsb FOR TYPE bigint USING hash AS
--       OPERATOR 1 =(bigint,bigint);
--   CREATE TEXT SEARCH DICTIONARY public.wordsb (TEMPLATE = simple);
--   CREATE TEXT SEARCH CONFIGURATION public.mixedb (PARSER = pg_catalog.default);
--   ALTER TEXT SEARCH DICTIONARY public.wordsa OWNER TO boss;
--   ALTER TEXT SEARCH CONFIGURATION public.mixeda OWNER TO boss;
--   ALTER OPERATOR CLASS public.intsa USING hash OWNER TO boss;
--   ALTER CONVERSION public.latina OWNER TO boss;
--   ALTER OPERATOR FAMILY public.reva USING btree OWNER TO boss;
--   ALTER OPERATOR public.=#= (bigint, bigint) OWNER TO boss;
--   ALTER ROUTINE public.totala(integer) OWNER TO boss;
--   GRANT EXECUTE ON FUNCTION public.totala(integer) TO auditor;
--   ALTER ROUTINE public.seena() OWNER TO boss;
--   ALTER LANGUAGE mylanga OWNER TO boss;
--   GRANT USAGE ON LANGUAGE mylanga TO auditor;
--   ALTER COLLATION public.germana OWNER TO boss;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER COLLATION public.germana OWNER TO shop;

REVOKE USAGE ON LANGUAGE mylanga FROM auditor;

ALTER LANGUAGE mylanga OWNER TO shop;

ALTER ROUTINE public.seena() OWNER TO shop;

REVOKE EXECUTE ON FUNCTION public.totala(integer) FROM auditor;

ALTER ROUTINE public.totala(integer) OWNER TO shop;

ALTER OPERATOR public.=#= (bigint, bigint) OWNER TO shop;

ALTER OPERATOR FAMILY public.reva USING btree OWNER TO shop;

ALTER CONVERSION public.latina OWNER TO shop;

ALTER OPERATOR CLASS public.intsa USING hash OWNER TO shop;

ALTER TEXT SEARCH CONFIGURATION public.mixeda OWNER TO shop;

ALTER TEXT SEARCH DICTIONARY public.wordsa OWNER TO shop;

DROP TEXT SEARCH CONFIGURATION public.mixedb;

DROP TEXT SEARCH DICTIONARY public.wordsb;

DROP OPERATOR CLASS public.intsb USING hash;

DROP AGGREGATE public.seenb(*);

DROP AGGREGATE public.totalb(integer);

DROP OPERATOR public.=##= (bigint, bigint);

DROP OPERATOR FAMILY public.intsb USING hash;

DROP LANGUAGE mylangb;

DROP COLLATION public.germanb;

COMMIT;

