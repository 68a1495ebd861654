- operator public.!!!(text)
- operator public.<<>>(bigint, bigint)
- operator public.===(bigint, bigint)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator public.!!!(text)
--              drop_operator public.<<>>(bigint, bigint)
--              drop_operator public.===(bigint, bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR public.=== (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.===),
--       NEGATOR = OPERATOR(public.<<>>),
--       RESTRICT = eqsel,
--       JOIN = eqjoinsel,
--       HASHES,
--       MERGES
--   );
--   CREATE OPERATOR public.<<>> (
--       FUNCTION = public.other,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.<<>>),
--       NEGATOR = OPERATOR(public.===),
--       RESTRICT = neqsel,
--       JOIN = neqjoinsel
--   );
--   CREATE OPERATOR public.!!! (
--       FUNCTION = public.twice,
--       RIGHTARG = text
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR public.!!! (NONE, text);

DROP OPERATOR public.<<>> (bigint, bigint);

DROP OPERATOR public.=== (bigint, bigint);

COMMIT;

