~ function public.answer(integer): volatility immutable -> (none); strict true -> false; security_definer true -> false; leakproof true -> false; parallel restricted -> (none); cost 0.5 -> (none); set search_path="", TimeZone=UTC -> (none); comment The answer -> (none)
~ function public.many(integer): rows 3 -> (none)
~ procedure public.nothing(): security_definer true -> false; set search_path=public -> (none); comment Does nothing -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_function public.answer(integer)
--              alter_function public.many(integer)
--              alter_function public.nothing()
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER PROCEDURE public.nothing() SECURITY DEFINER SET search_path = public;
--   ALTER FUNCTION public.many(integer) ROWS 3;
--   ALTER FUNCTION public.answer(integer) IMMUTABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL RESTRICTED COST 0.5 SET search_path = '' SET TimeZone = 'UTC';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER FUNCTION public.answer(integer) VOLATILE CALLED ON NULL INPUT SECURITY INVOKER NOT LEAKPROOF PARALLEL UNSAFE COST 100 RESET search_path RESET TimeZone;

ALTER FUNCTION public.many(integer) ROWS 1000;

ALTER PROCEDURE public.nothing() SECURITY INVOKER RESET search_path;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.answer(integer)
--              comment public.nothing()
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON PROCEDURE public.nothing() IS 'Does nothing';
--   COMMENT ON FUNCTION public.answer(integer) IS 'The answer';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON FUNCTION public.answer(integer) IS NULL;

COMMENT ON PROCEDURE public.nothing() IS NULL;

