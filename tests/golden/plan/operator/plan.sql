+ operator public.!!!(text)
+ operator public.<<>>(bigint, bigint)
+ operator public.===(bigint, bigint)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_operator public.!!!(text)
--              create_operator public.<<>>(bigint, bigint)
--              create_operator public.===(bigint, bigint)
--              comment public.===(bigint, bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON OPERATOR public.=== (bigint, bigint) IS NULL;
--   DROP OPERATOR public.=== (bigint, bigint);
--   DROP OPERATOR public.<<>> (bigint, bigint);
--   DROP OPERATOR public.!!! (NONE, text);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OPERATOR public.!!! (
    FUNCTION = public.twice,
    RIGHTARG = text
);

CREATE OPERATOR public.<<>> (
    FUNCTION = public.other,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.<<>>),
    NEGATOR = OPERATOR(public.===),
    RESTRICT = neqsel,
    JOIN = neqjoinsel
);

CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.===),
    NEGATOR = OPERATOR(public.<<>>),
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR public.=== (bigint, bigint) IS 'The same';

COMMIT;

