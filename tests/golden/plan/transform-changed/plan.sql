~ transform "integer for plpgsql": from_sql public.from_sql(internal) -> (none); to_sql (none) -> public.to_integer(internal); comment gone -> (none)
~ transform "public.point2 for plpgsql": from_sql public.from_sql(internal) -> time_support(internal); to_sql public.to_sql(internal) -> public.to_sql_2(internal); comment Does nothing -> Still nothing
~ transform "public.point3 for plpgsql": to_sql (none) -> public.to_sql_3(internal)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_transform "integer for plpgsql"
--              replace_transform "public.point2 for plpgsql"
--              replace_transform "public.point3 for plpgsql"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE TRANSFORM FOR public.point3 LANGUAGE plpgsql (FROM SQL WITH FUNCTION public.from_sql(internal));
--   CREATE OR REPLACE TRANSFORM FOR public.point2 LANGUAGE plpgsql (FROM SQL WITH FUNCTION public.from_sql(internal), TO SQL WITH FUNCTION public.to_sql(internal));
--   CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE plpgsql (FROM SQL WITH FUNCTION public.from_sql(internal));

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE TRANSFORM FOR integer LANGUAGE plpgsql (TO SQL WITH FUNCTION public.to_integer(internal));

CREATE OR REPLACE TRANSFORM FOR public.point2 LANGUAGE plpgsql (FROM SQL WITH FUNCTION time_support(internal), TO SQL WITH FUNCTION public.to_sql_2(internal));

CREATE OR REPLACE TRANSFORM FOR public.point3 LANGUAGE plpgsql (FROM SQL WITH FUNCTION public.from_sql(internal), TO SQL WITH FUNCTION public.to_sql_3(internal));

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment "integer for plpgsql"
--              comment "public.point2 for plpgsql"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON TRANSFORM FOR public.point2 LANGUAGE plpgsql IS 'Does nothing';
--   COMMENT ON TRANSFORM FOR integer LANGUAGE plpgsql IS 'gone';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON TRANSFORM FOR integer LANGUAGE plpgsql IS NULL;

COMMENT ON TRANSFORM FOR public.point2 LANGUAGE plpgsql IS 'Still nothing';

