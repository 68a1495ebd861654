! cast "bigint as public.money2": function public.to_money(bigint) -> public.to_money_too(bigint); context assignment -> implicit; comment Cents -> Euros
! cast "integer as public.money2": function (none) -> public.to_money(integer); inout true -> false; context (none) -> assignment; comment (none) -> Cents
! cast "public.money2 as text": context implicit -> (none)
refused without --allow breaks_old_code: DROP CAST (bigint AS public.money2)
refused without --allow breaks_old_code: DROP CAST (integer AS public.money2)
refused without --allow breaks_old_code: DROP CAST (public.money2 AS text)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      drop_cast "bigint as public.money2"
--              create_cast "bigint as public.money2"
--              drop_cast "integer as public.money2"
--              create_cast "integer as public.money2"
--              drop_cast "public.money2 as text"
--              create_cast "public.money2 as text"
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP CAST (public.money2 AS text);
--   CREATE CAST (public.money2 AS text) WITH INOUT AS IMPLICIT;
--   DROP CAST (integer AS public.money2);
--   CREATE CAST (integer AS public.money2) WITH INOUT;
--   DROP CAST (bigint AS public.money2);
--   CREATE CAST (bigint AS public.money2) WITH FUNCTION public.to_money(bigint) AS ASSIGNMENT;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP CAST (bigint AS public.money2);

CREATE CAST (bigint AS public.money2) WITH FUNCTION public.to_money_too(bigint) AS IMPLICIT;

DROP CAST (integer AS public.money2);

CREATE CAST (integer AS public.money2) WITH FUNCTION public.to_money(integer) AS ASSIGNMENT;

DROP CAST (public.money2 AS text);

CREATE CAST (public.money2 AS text) WITH INOUT;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment "bigint as public.money2"
--              comment "integer as public.money2"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CAST (integer AS public.money2) IS NULL;
--   COMMENT ON CAST (bigint AS public.money2) IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON CAST (bigint AS public.money2) IS 'Euros';

COMMENT ON CAST (integer AS public.money2) IS 'Cents';

