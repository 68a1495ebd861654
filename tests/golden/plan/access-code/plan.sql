! aggregate public.counted(integer): sfunc int4pl -> int84pl; stype integer -> bigint; returns integer -> bigint
~ aggregate public.seena(): owner shop -> boss
+ aggregate public.seenb()
~ aggregate public.totala(integer): owner shop -> boss; grants clerk=execute -> auditor=execute, public=
+ aggregate public.totalb(integer)
~ collation public.germana: owner shop -> boss
+ collation public.germanb
~ collation public.rebuilt: locale C -> POSIX
~ conversion public.latina: owner shop -> boss
+ conversion public.latinb
~ language mylanga: owner shop -> boss; grants clerk=usage -> auditor=usage, public=
+ language mylangb
+ operator public.=##=(bigint, bigint)
! operator public.=#-(bigint, bigint): hashes false -> true
~ operator public.=#=(bigint, bigint): owner shop -> boss
~ operator class public."intsa using hash": owner shop -> boss
+ operator class public."intsb using hash"
+ operator family public."intsb using hash"
~ operator family public."reva using btree": owner shop -> boss
+ operator family public."revb using btree"
~ text search configuration public.mixeda: owner shop -> boss
+ text search configuration public.mixedb
~ text search dictionary public.wordsa: owner shop -> boss
+ text search dictionary public.wordsb
refused without --allow breaks_old_code: DROP AGGREGATE public.counted(integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public.counted(integer) (
    SFUNC = int84pl,
    STYPE = bigint,
    INITCOND = '0'
)
refused without --allow breaks_old_code: DROP OPERATOR public.=#- (bigint, bigint)
refused without --allow breaks_old_code: DROP COLLATION public.rebuilt
refused without --allow breaks_old_code: CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'POSIX')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_collation public.germanb
--              give_to_owner public.germanb
--              grant mylanga
--              create_language mylangb
--              give_to_owner mylangb
--              withhold mylangb
--              grant mylangb
--              create_aggregate public.seenb()
--              give_to_owner public.seenb()
--              grant public.totala(integer)
--              create_aggregate public.totalb(integer)
--              give_to_owner public.totalb(integer)
--              withhold public.totalb(integer)
--              grant public.totalb(integer)
--              create_operator public.=##=(bigint, bigint)
--              give_to_owner public.=##=(bigint, bigint)
--              create_operator_family public."intsb using hash"
--              create_operator_family public."revb using btree"
--              give_to_owner public."revb using btree"
--              create_conversion public.latinb
--              give_to_owner public.latinb
--              create_operator_class public."intsb using hash"
--              give_to_owner public."intsb using hash"
--              create_text_search_configuration public.mixedb
--              give_to_owner public.mixedb
--              create_text_search_dictionary public.wordsb
--              give_to_owner public.wordsb
-- rights       LS501 needs_privilege: create_language mylangb, create_operator_family public."intsb using hash",
--                create_operator_family public."revb using btree", create_operator_class public."intsb using hash"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TEXT SEARCH DICTIONARY public.wordsb OWNER TO CURRENT_USER;
--   DROP TEXT SEARCH DICTIONARY public.wordsb;
--   ALTER TEXT SEARCH CONFIGURATION public.mixedb OWNER TO CURRENT_USER;
--   DROP TEXT SEARCH CONFIGURATION public.mixedb;
--   ALTER OPERATOR CLASS public.intsb USING hash OWNER TO CURRENT_USER;
--   DROP OPERATOR CLASS public.intsb USING hash;
--   ALTER CONVERSION public.latinb OWNER TO CURRENT_USER;
--   DROP CONVERSION public.latinb;
--   ALTER OPERATOR FAMILY public.revb USING btree OWNER TO CURRENT_USER;
--   DROP OPERATOR FAMILY public.revb USING btree;
--   DROP OPERATOR FAMILY public.intsb USING hash;
--   ALTER OPERATOR public.=##= (bigint, bigint) OWNER TO CURRENT_USER;
--   DROP OPERATOR public.=##= (bigint, bigint);
--   REVOKE EXECUTE ON FUNCTION public.totalb(integer) FROM clerk;
--   GRANT EXECUTE ON FUNCTION public.totalb(integer) TO PUBLIC;
--   ALTER ROUTINE public.totalb(integer) OWNER TO CURRENT_USER;
--   DROP AGGREGATE public.totalb(integer);
--   REVOKE EXECUTE ON FUNCTION public.totala(integer) FROM auditor;
--   ALTER ROUTINE public.seenb() OWNER TO CURRENT_USER;
--   DROP AGGREGATE public.seenb(*);
--   REVOKE USAGE ON LANGUAGE mylangb FROM clerk;
--   GRANT USAGE ON LANGUAGE mylangb TO PUBLIC;
--   ALTER LANGUAGE mylangb OWNER TO CURRENT_USER;
--   DROP LANGUAGE mylangb;
--   REVOKE USAGE ON LANGUAGE mylanga FROM auditor;
--   ALTER COLLATION public.germanb OWNER TO CURRENT_USER;
--   DROP COLLATION public.germanb;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE COLLATION public.germanb (PROVIDER = libc, LOCALE = 'C');

ALTER COLLATION public.germanb OWNER TO boss;

GRANT USAGE ON LANGUAGE mylanga TO auditor;

CREATE TRUSTED LANGUAGE mylangb HANDLER public.handle;

ALTER LANGUAGE mylangb OWNER TO boss;

REVOKE USAGE ON LANGUAGE mylangb FROM PUBLIC;

GRANT USAGE ON LANGUAGE mylangb TO clerk WITH GRANT OPTION;

CREATE AGGREGATE public.seenb(*) (
    SFUNC = int8inc,
    STYPE = bigint,
    INITCOND = '0'
);

ALTER ROUTINE public.seenb() OWNER TO boss;

GRANT EXECUTE ON FUNCTION public.totala(integer) TO auditor;

CREATE AGGREGATE public.totalb(integer) (
    SFUNC = int4pl,
    STYPE = integer
);

ALTER ROUTINE public.totalb(integer) OWNER TO boss;

REVOKE EXECUTE ON FUNCTION public.totalb(integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.totalb(integer) TO clerk WITH GRANT OPTION;

CREATE OPERATOR public.=##= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint
);

ALTER OPERATOR public.=##= (bigint, bigint) OWNER TO boss;

CREATE OPERATOR FAMILY public.intsb USING hash;

CREATE OPERATOR FAMILY public.revb USING btree;

ALTER OPERATOR FAMILY public.revb USING btree OWNER TO boss;

CREATE CONVERSION public.latinb FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

ALTER CONVERSION public.latinb OWNER TO boss;

CREATE OPERATOR CLASS public.intsb FOR TYPE bigint USING hash AS
    OPERATOR 1 =(bigint,bigint);

ALTER OPERATOR CLASS public.intsb USING hash OWNER TO boss;

CREATE TEXT SEARCH CONFIGURATION public.mixedb (PARSER = pg_catalog.default);

ALTER TEXT SEARCH CONFIGURATION public.mixedb OWNER TO boss;

CREATE TEXT SEARCH DICTIONARY public.wordsb (TEMPLATE = simple);

ALTER TEXT SEARCH DICTIONARY public.wordsb OWNER TO boss;

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
--   CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'C');
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
--       RESTRICT = eqsel
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
    SFUNC = int84pl,
    STYPE = bigint,
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
    RESTRICT = eqsel,
    HASHES
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
CREATE COLLATION public.rebuilt (PROVIDER = libc, LOCALE = 'POSIX');
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
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TEXT SEARCH DICTIONARY public.wordsa OWNER TO shop;
--   ALTER TEXT SEARCH CONFIGURATION public.mixeda OWNER TO shop;
--   ALTER OPERATOR CLASS public.intsa USING hash OWNER TO shop;
--   ALTER CONVERSION public.latina OWNER TO shop;
--   ALTER OPERATOR FAMILY public.reva USING btree OWNER TO shop;
--   ALTER OPERATOR public.=#= (bigint, bigint) OWNER TO shop;
--   ALTER ROUTINE public.totala(integer) OWNER TO shop;
--   GRANT EXECUTE ON FUNCTION public.totala(integer) TO clerk, PUBLIC;
--   ALTER ROUTINE public.seena() OWNER TO shop;
--   ALTER LANGUAGE mylanga OWNER TO shop;
--   GRANT USAGE ON LANGUAGE mylanga TO clerk, PUBLIC;
--   ALTER COLLATION public.germana OWNER TO shop;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER COLLATION public.germana OWNER TO boss;

REVOKE USAGE ON LANGUAGE mylanga FROM clerk, PUBLIC;

ALTER LANGUAGE mylanga OWNER TO boss;

ALTER ROUTINE public.seena() OWNER TO boss;

REVOKE EXECUTE ON FUNCTION public.totala(integer) FROM clerk, PUBLIC;

ALTER ROUTINE public.totala(integer) OWNER TO boss;

ALTER OPERATOR public.=#= (bigint, bigint) OWNER TO boss;

ALTER OPERATOR FAMILY public.reva USING btree OWNER TO boss;

ALTER CONVERSION public.latina OWNER TO boss;

ALTER OPERATOR CLASS public.intsa USING hash OWNER TO boss;

ALTER TEXT SEARCH CONFIGURATION public.mixeda OWNER TO boss;

ALTER TEXT SEARCH DICTIONARY public.wordsa OWNER TO boss;

COMMIT;

