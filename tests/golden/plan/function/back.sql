- enum public.mood
- function public.cheer(public.mood, integer)
- function public.longest(text[])
- function public.order_total()
- function public.order_total(bigint)
- function public.orders_above(bigint)
- function public.row_no()
- function public.starts(internal)
- procedure public.close_orders(date)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.close_orders(date)
--              drop_function public.cheer(public.mood, integer)
--              drop_function public.longest(text[])
--              drop_function public.order_total()
--              drop_function public.order_total(bigint)
--              drop_function public.orders_above(bigint)
--              drop_function public.row_no()
--              drop_function public.starts(internal)
--              drop_enum public.mood
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TYPE public.mood
--   CREATE FUNCTION public.starts(internal) RETURNS boolean
--       LANGUAGE c
--       AS '$libdir/plpgsql', 'plpgsql_call_handler';
--   CREATE FUNCTION public.row_no() RETURNS bigint
--       LANGUAGE internal WINDOW
--       AS $$window_row_number$$;
--   CREATE FUNCTION public.orders_above(bigint) RETURNS TABLE(id bigint, total bigint)
--       LANGUAGE sql SUPPORT generate_series_int8_support
--       AS $$SELECT o.id, o.total FROM orders o WHERE o.total > $1$$;
--   CREATE FUNCTION public.order_total(bigint) RETURNS bigint
--       LANGUAGE sql STABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 20
--       SET search_path = public, pg_temp
--       SET work_mem = '8MB'
--       AS $$SELECT total FROM orders WHERE id = $1$$;
--   CREATE FUNCTION public.order_total() RETURNS numeric
--       LANGUAGE sql
--       RETURN (SELECT sum(orders.total) AS sum FROM public.orders);
--   CREATE FUNCTION public.longest(VARIADIC words text[]) RETURNS SETOF text
--       LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED ROWS 10
--       AS $$SELECT w FROM unnest(words) w ORDER BY length(w) DESC$$;
--   CREATE FUNCTION public.cheer(how public.mood, times integer DEFAULT 1, OUT shout text, OUT tone public.mood) RETURNS record
--       LANGUAGE plpgsql
--       AS $function$BEGIN
--     shout := repeat('hurray $$', times);
--     tone := how;
--   END
--   $function$;
--   CREATE PROCEDURE public.close_orders(INOUT day date DEFAULT CURRENT_DATE)
--       LANGUAGE plpgsql SECURITY DEFINER
--       SET lock_timeout = '1s'
--       AS $$BEGIN DELETE FROM orders; day := day + 1; END$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP PROCEDURE public.close_orders(date);

DROP FUNCTION public.cheer(public.mood, integer);

DROP FUNCTION public.longest(text[]);

DROP FUNCTION public.order_total();

DROP FUNCTION public.order_total(bigint);

DROP FUNCTION public.orders_above(bigint);

DROP FUNCTION public.row_no();

DROP FUNCTION public.starts(internal);

DROP TYPE public.mood;

COMMIT;

