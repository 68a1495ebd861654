+ enum public.mood
+ function public.cheer(public.mood, integer)
+ function public.longest(text[])
+ function public.order_total()
+ function public.order_total(bigint)
+ function public.orders_above(bigint)
+ function public.row_no()
+ function public.starts(internal)
+ procedure public.close_orders(date)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_enum public.mood
--              create_function public.cheer(public.mood, integer)
--              comment public.cheer(public.mood, integer)
--              create_function public.longest(text[])
--              create_function public.order_total()
--              create_function public.order_total(bigint)
--              create_function public.orders_above(bigint)
--              create_function_in_c public.row_no()
--              create_function_in_c public.starts(internal)
--              create_function public.close_orders(date)
--              comment public.close_orders(date)
-- rights       LS502 needs_superuser: create_function_in_c public.row_no(), create_function_in_c
--                public.starts(internal)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON PROCEDURE public.close_orders(date) IS NULL;
--   DROP PROCEDURE public.close_orders(date);
--   DROP FUNCTION public.starts(internal);
--   DROP FUNCTION public.row_no();
--   DROP FUNCTION public.orders_above(bigint);
--   DROP FUNCTION public.order_total(bigint);
--   DROP FUNCTION public.order_total();
--   DROP FUNCTION public.longest(text[]);
--   COMMENT ON FUNCTION public.cheer(public.mood, integer) IS NULL;
--   DROP FUNCTION public.cheer(public.mood, integer);
--   DROP TYPE public.mood;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.mood AS ENUM ('sad', 'happy');

CREATE FUNCTION public.cheer(how public.mood, times integer DEFAULT 1, OUT shout text, OUT tone public.mood) RETURNS record
    LANGUAGE plpgsql
    AS $function$BEGIN
  shout := repeat('hurray $$', times);
  tone := how;
END
$function$;

COMMENT ON FUNCTION public.cheer(public.mood, integer) IS 'It''s all in the tone';

CREATE FUNCTION public.longest(VARIADIC words text[]) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED ROWS 10
    AS $$SELECT w FROM unnest(words) w ORDER BY length(w) DESC$$;

CREATE FUNCTION public.order_total() RETURNS numeric
    LANGUAGE sql
    RETURN (SELECT sum(orders.total) AS sum FROM public.orders);

CREATE FUNCTION public.order_total(bigint) RETURNS bigint
    LANGUAGE sql STABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 20
    SET search_path = public, pg_temp
    SET work_mem = '8MB'
    AS $$SELECT total FROM orders WHERE id = $1$$;

CREATE FUNCTION public.orders_above(bigint) RETURNS TABLE(id bigint, total bigint)
    LANGUAGE sql SUPPORT generate_series_int8_support
    AS $$SELECT o.id, o.total FROM orders o WHERE o.total > $1$$;

CREATE FUNCTION public.row_no() RETURNS bigint
    LANGUAGE internal WINDOW
    AS $$window_row_number$$;

CREATE FUNCTION public.starts(internal) RETURNS boolean
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_call_handler';

CREATE PROCEDURE public.close_orders(INOUT day date DEFAULT CURRENT_DATE)
    LANGUAGE plpgsql SECURITY DEFINER
    SET lock_timeout = '1s'
    AS $$BEGIN DELETE FROM orders; day := day + 1; END$$;

COMMENT ON PROCEDURE public.close_orders(date) IS 'Once a year';

COMMIT;

