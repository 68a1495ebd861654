+ aggregate public.lowest(integer)
+ aggregate public.middle(double precision, anyelement)
+ aggregate public.place("any")
+ aggregate public.rows_seen()
+ aggregate public.serial_avg(numeric)
+ aggregate public.total(integer)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_aggregate public.lowest(integer)
--              create_aggregate public.middle(double precision, anyelement)
--              create_aggregate public.place("any")
--              create_aggregate public.rows_seen()
--              create_aggregate public.serial_avg(numeric)
--              create_aggregate public.total(integer)
--              comment public.total(integer)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON AGGREGATE public.total(amount integer) IS NULL;
--   DROP AGGREGATE public.total(amount integer);
--   DROP AGGREGATE public.serial_avg(numeric);
--   DROP AGGREGATE public.rows_seen(*);
--   DROP AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any");
--   DROP AGGREGATE public.middle(double precision ORDER BY anyelement);
--   DROP AGGREGATE public.lowest(integer);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE AGGREGATE public.lowest(integer) (
    SFUNC = int4smaller,
    STYPE = integer,
    COMBINEFUNC = int4smaller,
    SORTOP = OPERATOR(pg_catalog.<)
);

CREATE AGGREGATE public.middle(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
);

CREATE AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);

CREATE AGGREGATE public.rows_seen(*) (
    SFUNC = int8inc,
    STYPE = bigint,
    INITCOND = '0'
);

CREATE AGGREGATE public.serial_avg(numeric) (
    SFUNC = numeric_avg_accum,
    STYPE = internal,
    FINALFUNC = numeric_avg,
    COMBINEFUNC = numeric_avg_combine,
    SERIALFUNC = numeric_avg_serialize,
    DESERIALFUNC = numeric_avg_deserialize
);

CREATE AGGREGATE public.total(amount integer) (
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

COMMENT ON AGGREGATE public.total(amount integer) IS 'Adds up';

COMMIT;

