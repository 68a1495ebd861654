~ function public.answer(integer): arguments (none) -> question integer; language sql -> plpgsql; body SELECT $1 + 42 -> BEGIN RETURN question + 42; END
~ function public.greet(text): arguments (none) -> whom text DEFAULT 'world'::text; body SELECT 'hello ' || $1 -> SELECT 'hello ' || whom
~ function public.series(integer): support (none) -> generate_series_int8_support
~ function public.twice(integer): body SELECT 2 * $1 -> (none); sql_body (none) -> RETURN (2 * $1)
~ procedure public.nothing(integer): arguments (none) -> really integer DEFAULT 0; language plpgsql -> sql; body BEGIN END -> (none); sql_body (none) -> BEGIN ATOMIC  SELECT really AS really; END

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.answer(integer)
--              replace_function public.greet(text)
--              replace_function public.series(integer)
--              replace_function public.twice(integer)
--              replace_function public.nothing(integer)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE PROCEDURE public.nothing(integer)
--       LANGUAGE plpgsql
--       AS $$BEGIN END$$;
--   CREATE OR REPLACE FUNCTION public.twice(integer) RETURNS integer
--       LANGUAGE sql
--       AS $$SELECT 2 * $1$$;
--   CREATE OR REPLACE FUNCTION public.series(integer) RETURNS SETOF bigint
--       LANGUAGE sql
--       AS $$SELECT generate_series(1::bigint, $1)$$;
--   CREATE OR REPLACE FUNCTION public.greet(text) RETURNS text
--       LANGUAGE sql
--       AS $$SELECT 'hello ' || $1$$;
--   CREATE OR REPLACE FUNCTION public.answer(integer) RETURNS integer
--       LANGUAGE sql
--       AS $$SELECT $1 + 42$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.answer(question integer) RETURNS integer
    LANGUAGE plpgsql
    AS $$BEGIN RETURN question + 42; END$$;

CREATE OR REPLACE FUNCTION public.greet(whom text DEFAULT 'world'::text) RETURNS text
    LANGUAGE sql
    AS $$SELECT 'hello ' || whom$$;

CREATE OR REPLACE FUNCTION public.series(integer) RETURNS SETOF bigint
    LANGUAGE sql SUPPORT generate_series_int8_support
    AS $$SELECT generate_series(1::bigint, $1)$$;

CREATE OR REPLACE FUNCTION public.twice(integer) RETURNS integer
    LANGUAGE sql
    RETURN (2 * $1);

CREATE OR REPLACE PROCEDURE public.nothing(really integer DEFAULT 0)
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT really AS really;
END;

COMMIT;

