~ range type public."full": subtype_opclass pg_catalog.varchar_pattern_ops -> pg_catalog.text_pattern_ops; collation pg_catalog."POSIX" -> pg_catalog."C"; subtype_diff public.other_diff -> public.text_diff; multirange fuller -> fulls; comment second -> first
~ range type public.other: subtype bigint -> integer
~ range type public.plain: subtype_opclass pg_catalog.text_pattern_ops -> (none); collation pg_catalog."C" -> (none); subtype_diff public.text_diff -> (none); multirange plains -> (none); comment second -> (none)
refused without --allow breaks_old_code: DROP TYPE public."full"
refused without --allow breaks_old_code: CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.fulls)
refused without --allow breaks_old_code: DROP TYPE public.other
refused without --allow breaks_old_code: CREATE TYPE public.other AS RANGE (SUBTYPE = integer)
refused without --allow breaks_old_code: DROP TYPE public.plain
refused without --allow breaks_old_code: CREATE TYPE public.plain AS RANGE (SUBTYPE = text)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public."full"
--              replace_range public."full"
--              comment public."full"
--              keep_privileges public.other
--              replace_range public.other
--              comment public.other
--              keep_privileges public.plain
--              replace_range public.plain
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 4 of 5.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_plain', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public.plain',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', '{"public.plain"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public.plain' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.plain'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.plain',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.plain'::regtype) kept;
--   END $$;
--   DROP TYPE public.plain;
--   CREATE TYPE public.plain AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.plains);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_plain');
--   END $$;
--   COMMIT;
--   COMMENT ON TYPE public.other IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_other', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public.other',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', '{"public.other"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public.other' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.other'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.other',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.other'::regtype) kept;
--   END $$;
--   DROP TYPE public.other;
--   CREATE TYPE public.other AS RANGE (SUBTYPE = bigint);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_other');
--   END $$;
--   COMMIT;
--   COMMENT ON TYPE public."full" IS NULL;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_full', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public."full"',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', E'{"public.\\"full\\""}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public."full"' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public."full"'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public."full"',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public."full"'::regtype) kept;
--   END $$;
--   DROP TYPE public."full";
--   CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.varchar_pattern_ops, COLLATION = pg_catalog."POSIX", SUBTYPE_DIFF = public.other_diff, MULTIRANGE_TYPE_NAME = public.fuller);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_full');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of TYPE public."full".
-- Gives TYPE public."full" its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_full', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public."full"',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', E'{"public.\\"full\\""}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public."full"' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public."full"'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public."full"',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public."full"'::regtype) kept;
END $$;
DROP TYPE public."full";
CREATE TYPE public."full" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.fulls);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_full');
END $$;
COMMIT;

COMMENT ON TYPE public."full" IS 'first';

-- Remembers the owner and the grants of TYPE public.other.
-- Gives TYPE public.other its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_other', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.other',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.other"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.other' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.other'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.other',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.other'::regtype) kept;
END $$;
DROP TYPE public.other;
CREATE TYPE public.other AS RANGE (SUBTYPE = integer);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_other');
END $$;
COMMIT;

COMMENT ON TYPE public.other IS 'first';

-- Remembers the owner and the grants of TYPE public.plain.
-- Gives TYPE public.plain its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_plain', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.plain',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.plain"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.plain' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.plain'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.plain',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.plain'::regtype) kept;
END $$;
DROP TYPE public.plain;
CREATE TYPE public.plain AS RANGE (SUBTYPE = text);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_plain');
END $$;
COMMIT;

