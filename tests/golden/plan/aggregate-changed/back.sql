! aggregate public."full"(integer): arguments of_rows integer -> amount integer; sfunc public.add_twice -> public.add_up; sspace 32 -> 16; finalfunc public.finish -> public.finish_more; finalfunc_extra false -> true; finalfunc_modify read_write -> shareable; combinefunc public.both_again -> public."both"; initcond 5 -> 0; msfunc public.add_twice -> public.add_up; minvfunc public.take_twice -> public.take_away; msspace 32 -> 16; mfinalfunc public.finish -> public.finish_more; mfinalfunc_extra false -> true; mfinalfunc_modify shareable -> read_write; minitcond 5 -> 0; parallel restricted -> safe; comment Adds -> Adds up
! aggregate public.collect(integer): finalfunc cardinality -> (none); returns integer -> integer[]
! aggregate public.highest(integer): arguments n integer -> (none); sortop pg_catalog.> -> (none)
~ aggregate public.lowest(integer): sortop pg_catalog.<= -> pg_catalog.<
! aggregate public.middle(double precision, anyelement): arguments share double precision -> double precision; order_by value anyelement -> anyelement
! aggregate public.place("any"): hypothetical false -> true
~ aggregate public.plain_avg(numeric): combinefunc numeric_avg_combine -> (none); serialfunc numeric_avg_serialize -> (none); deserialfunc numeric_avg_deserialize -> (none)
~ aggregate public.retyped(integer): stype numeric -> bigint; finalfunc public.to_bigint -> public.finish; mstype numeric -> bigint; mfinalfunc public.to_bigint -> public.finish
~ aggregate public.serial_avg(numeric): serialfunc public.serialize -> numeric_avg_serialize; deserialfunc public.deserialize -> numeric_avg_deserialize
~ aggregate public.total(integer): sspace 8 -> (none); finalfunc public.finish -> (none); finalfunc_modify read_write -> (none); combinefunc public."both" -> (none); initcond 1 -> (none); msfunc public.add_up -> (none); minvfunc public.take_away -> (none); mstype bigint -> (none); msspace 8 -> (none); mfinalfunc public.finish -> (none); mfinalfunc_modify shareable -> (none); minitcond 1 -> (none); parallel restricted -> (none); comment Adds -> (none)
! aggregate public.turned(double precision, integer): arguments double precision -> (none); order_by integer -> (none); finalfunc public.turn_end -> (none)
! view public.sums: rebuilt around aggregate public.collect(integer)
refused without --allow breaks_old_code: DROP AGGREGATE public."full"(of_rows integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public."full"(amount integer) (
    SFUNC = public.add_up,
    STYPE = bigint,
    SSPACE = 16,
    FINALFUNC = public.finish_more,
    FINALFUNC_EXTRA,
    FINALFUNC_MODIFY = SHAREABLE,
    COMBINEFUNC = public."both",
    INITCOND = '0',
    MSFUNC = public.add_up,
    MINVFUNC = public.take_away,
    MSTYPE = bigint,
    MSSPACE = 16,
    MFINALFUNC = public.finish_more,
    MFINALFUNC_EXTRA,
    MFINALFUNC_MODIFY = READ_WRITE,
    MINITCOND = '0',
    PARALLEL = SAFE
)
refused without --allow breaks_old_code: DROP AGGREGATE public.collect(integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public.collect(integer) (
    SFUNC = array_append,
    STYPE = integer[]
)
refused without --allow breaks_old_code: DROP AGGREGATE public.highest(n integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public.highest(integer) (
    SFUNC = int4larger,
    STYPE = integer
)
refused without --allow breaks_old_code: DROP AGGREGATE public.middle(share double precision ORDER BY value anyelement)
refused without --allow breaks_old_code: CREATE AGGREGATE public.middle(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
)
refused without --allow breaks_old_code: DROP AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any")
refused without --allow breaks_old_code: CREATE AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
)
refused without --allow breaks_old_code: DROP AGGREGATE public.turned(double precision ORDER BY integer)
refused without --allow breaks_old_code: CREATE AGGREGATE public.turned(double precision, integer) (
    SFUNC = public.turn,
    STYPE = double precision
)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_aggregate public.lowest(integer)
--              replace_aggregate public.plain_avg(numeric)
--              replace_aggregate public.retyped(integer)
--              replace_aggregate public.serial_avg(numeric)
--              replace_aggregate public.total(integer)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE AGGREGATE public.total(integer) (
--       SFUNC = public.add_up,
--       STYPE = bigint,
--       SSPACE = 8,
--       FINALFUNC = public.finish,
--       FINALFUNC_MODIFY = READ_WRITE,
--       COMBINEFUNC = public."both",
--       INITCOND = '1',
--       MSFUNC = public.add_up,
--       MINVFUNC = public.take_away,
--       MSTYPE = bigint,
--       MSSPACE = 8,
--       MFINALFUNC = public.finish,
--       MFINALFUNC_MODIFY = SHAREABLE,
--       MINITCOND = '1',
--       PARALLEL = RESTRICTED
--   );
--   CREATE OR REPLACE AGGREGATE public.serial_avg(numeric) (
--       SFUNC = numeric_avg_accum,
--       STYPE = internal,
--       FINALFUNC = numeric_avg,
--       COMBINEFUNC = numeric_avg_combine,
--       SERIALFUNC = public.serialize,
--       DESERIALFUNC = public.deserialize
--   );
--   CREATE OR REPLACE AGGREGATE public.retyped(integer) (
--       SFUNC = public.add_up,
--       STYPE = numeric,
--       FINALFUNC = public.to_bigint,
--       MSFUNC = public.add_up,
--       MINVFUNC = public.take_away,
--       MSTYPE = numeric,
--       MFINALFUNC = public.to_bigint
--   );
--   CREATE OR REPLACE AGGREGATE public.plain_avg(numeric) (
--       SFUNC = numeric_avg_accum,
--       STYPE = internal,
--       FINALFUNC = numeric_avg,
--       COMBINEFUNC = numeric_avg_combine,
--       SERIALFUNC = numeric_avg_serialize,
--       DESERIALFUNC = numeric_avg_deserialize
--   );
--   CREATE OR REPLACE AGGREGATE public.lowest(integer) (
--       SFUNC = int4smaller,
--       STYPE = integer,
--       SORTOP = OPERATOR(pg_catalog.<=)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE AGGREGATE public.lowest(integer) (
    SFUNC = int4smaller,
    STYPE = integer,
    SORTOP = OPERATOR(pg_catalog.<)
);

CREATE OR REPLACE AGGREGATE public.plain_avg(numeric) (
    SFUNC = numeric_avg_accum,
    STYPE = internal,
    FINALFUNC = numeric_avg
);

CREATE OR REPLACE AGGREGATE public.retyped(integer) (
    SFUNC = public.add_up,
    STYPE = bigint,
    FINALFUNC = public.finish,
    MSFUNC = public.add_up,
    MINVFUNC = public.take_away,
    MSTYPE = bigint,
    MFINALFUNC = public.finish
);

CREATE OR REPLACE AGGREGATE public.serial_avg(numeric) (
    SFUNC = numeric_avg_accum,
    STYPE = internal,
    FINALFUNC = numeric_avg,
    COMBINEFUNC = numeric_avg_combine,
    SERIALFUNC = numeric_avg_serialize,
    DESERIALFUNC = numeric_avg_deserialize
);

CREATE OR REPLACE AGGREGATE public.total(integer) (
    SFUNC = public.add_up,
    STYPE = bigint
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.total(integer)
--              keep_privileges public."full"(integer)
--              rebuild_aggregate public."full"(integer)
--              comment public."full"(integer)
--              keep_privileges public.sums
--              rebuild_view public.sums
--              keep_privileges public.collect(integer)
--              rebuild_aggregate public.collect(integer)
--              keep_privileges public.highest(integer)
--              rebuild_aggregate public.highest(integer)
--              keep_privileges public.middle(double precision, anyelement)
--              rebuild_aggregate public.middle(double precision, anyelement)
--              keep_privileges public.place("any")
--              rebuild_aggregate public.place("any")
--              keep_privileges public.turned(double precision, integer)
--              rebuild_aggregate public.turned(double precision, integer)
-- locks        public.sums  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 7.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   -- can not be undone: DO $$
--   COMMENT ON AGGREGATE public.total(integer) IS 'Adds';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON AGGREGATE public.total(integer) IS NULL;

-- Remembers the owner and the grants of public."full"(integer).
-- Gives public."full"(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_61d25626efd83073', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public."full"(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public."full"(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public."full"(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public."full"(of_rows integer);
CREATE AGGREGATE public."full"(amount integer) (
    SFUNC = public.add_up,
    STYPE = bigint,
    SSPACE = 16,
    FINALFUNC = public.finish_more,
    FINALFUNC_EXTRA,
    FINALFUNC_MODIFY = SHAREABLE,
    COMBINEFUNC = public."both",
    INITCOND = '0',
    MSFUNC = public.add_up,
    MINVFUNC = public.take_away,
    MSTYPE = bigint,
    MSSPACE = 16,
    MFINALFUNC = public.finish_more,
    MFINALFUNC_EXTRA,
    MFINALFUNC_MODIFY = READ_WRITE,
    MINITCOND = '0',
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE public."full"(amount integer) IS 'Adds up';
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_61d25626efd83073');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.sums.
-- Remembers the owner and the grants of public.collect(integer).
-- Gives public.collect(integer) its owner and grants back.
-- Gives public.sums its owner and grants back.
-- locks: public.sums ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_sums', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.sums', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.sums'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.sums', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.sums'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.sums',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.sums'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.sums'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.sums;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_2dbba84e4fe3a91d', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.collect(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.collect(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.collect(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.collect(integer);
CREATE AGGREGATE public.collect(integer) (
    SFUNC = array_append,
    STYPE = integer[]
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_2dbba84e4fe3a91d');
END $$;
CREATE VIEW public.sums AS
SELECT public.total(t.n) AS total,
    public.collect(t.n) AS all_of
   FROM public.t;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_sums');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.highest(integer).
-- Gives public.highest(integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_b7ec7eda299eab3c', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.highest(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.highest(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.highest(integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.highest(n integer);
CREATE AGGREGATE public.highest(integer) (
    SFUNC = int4larger,
    STYPE = integer
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_b7ec7eda299eab3c');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.middle(double precision, anyelement).
-- Gives public.middle(double precision, anyelement) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_245ed1d75a0fc6f9', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.middle(double precision, anyelement)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.middle(double precision, anyelement)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.middle(double precision, anyelement)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.middle(share double precision ORDER BY value anyelement);
CREATE AGGREGATE public.middle(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_245ed1d75a0fc6f9');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.place("any").
-- Gives public.place("any") its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_dc370bffce9e79c5', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.place("any")' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.place("any")' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.place("any")' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any");
CREATE AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_dc370bffce9e79c5');
END $$;
COMMIT;

-- Remembers the owner and the grants of public.turned(double precision, integer).
-- Gives public.turned(double precision, integer) its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_14eeb351fc034700', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER ROUTINE %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.turned(double precision, integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.turned(double precision, integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON ROUTINE %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.turned(double precision, integer)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
DROP AGGREGATE public.turned(double precision ORDER BY integer);
CREATE AGGREGATE public.turned(double precision, integer) (
    SFUNC = public.turn,
    STYPE = double precision
);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_14eeb351fc034700');
END $$;
COMMIT;

