- aggregate public.lowest(integer)
- aggregate public.middle(double precision, anyelement)
- aggregate public.place("any")
- aggregate public.rows_seen()
- aggregate public.serial_avg(numeric)
- aggregate public.total(integer)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_aggregate public.lowest(integer)
--              drop_aggregate public.middle(double precision, anyelement)
--              drop_aggregate public.place("any")
--              drop_aggregate public.rows_seen()
--              drop_aggregate public.serial_avg(numeric)
--              drop_aggregate public.total(integer)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE AGGREGATE public.total(amount integer) (
--       SFUNC = public.add_up,
--       STYPE = bigint,
--       SSPACE = 16,
--       FINALFUNC = public.finish_more,
--       FINALFUNC_EXTRA,
--       FINALFUNC_MODIFY = SHAREABLE,
--       COMBINEFUNC = public."both",
--       INITCOND = '0',
--       MSFUNC = public.add_up,
--       MINVFUNC = public.take_away,
--       MSTYPE = bigint,
--       MSSPACE = 16,
--       MFINALFUNC = public.finish_more,
--       MFINALFUNC_EXTRA,
--       MFINALFUNC_MODIFY = READ_WRITE,
--       MINITCOND = '0',
--       PARALLEL = SAFE
--   );
--   CREATE AGGREGATE public.serial_avg(numeric) (
--       SFUNC = numeric_avg_accum,
--       STYPE = internal,
--       FINALFUNC = numeric_avg,
--       COMBINEFUNC = numeric_avg_combine,
--       SERIALFUNC = numeric_avg_serialize,
--       DESERIALFUNC = numeric_avg_deserialize
--   );
--   CREATE AGGREGATE public.rows_seen(*) (
--       SFUNC = int8inc,
--       STYPE = bigint,
--       INITCOND = '0'
--   );
--   CREATE AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any") (
--       SFUNC = ordered_set_transition_multi,
--       STYPE = internal,
--       FINALFUNC = rank_final,
--       FINALFUNC_EXTRA,
--       HYPOTHETICAL
--   );
--   CREATE AGGREGATE public.middle(double precision ORDER BY anyelement) (
--       SFUNC = ordered_set_transition,
--       STYPE = internal,
--       FINALFUNC = percentile_disc_final,
--       FINALFUNC_EXTRA
--   );
--   CREATE AGGREGATE public.lowest(integer) (
--       SFUNC = int4smaller,
--       STYPE = integer,
--       COMBINEFUNC = int4smaller,
--       SORTOP = OPERATOR(pg_catalog.<)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP AGGREGATE public.lowest(integer);

DROP AGGREGATE public.middle(double precision ORDER BY anyelement);

DROP AGGREGATE public.place(VARIADIC "any" ORDER BY VARIADIC "any");

DROP AGGREGATE public.rows_seen(*);

DROP AGGREGATE public.serial_avg(numeric);

DROP AGGREGATE public.total(amount integer);

COMMIT;

