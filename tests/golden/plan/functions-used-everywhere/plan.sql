+ function public.is_sane(bigint)
+ function public.limit_of_tax()
+ function public.newest(public.orders)
+ function public.next_order()
+ function public.note_change()
+ function public.tax_of(bigint)
+ table public.orders (with 7 parts)
+ view public.taxes

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.limit_of_tax()
--              check_function_bodies public.next_order()
--              create_function public.next_order()
--              create_function public.tax_of(bigint)
--              create_function public.is_sane(bigint)
--              create_table public.orders
--              create_function public.note_change()
--              create_index public.orders.orders_tax_idx
--              create_view public.taxes
--              create_function public.newest(public.orders)
--              create_trigger public.orders.audit
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TRIGGER audit ON public.orders;
--   DROP FUNCTION public.newest(public.orders);
--   DROP VIEW public.taxes;
--   DROP INDEX public.orders_tax_idx;
--   DROP FUNCTION public.note_change();
--   DROP TABLE public.orders;
--   DROP FUNCTION public.is_sane(bigint);
--   DROP FUNCTION public.tax_of(bigint);
--   SET check_function_bodies = off;
--   DROP FUNCTION public.next_order();
--   RESET check_function_bodies;
--   DROP FUNCTION public.limit_of_tax();

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.limit_of_tax() RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT 1000000::bigint$$;

-- The body names what is not there yet, or not in the search path of this session.
SET check_function_bodies = off;

CREATE FUNCTION public.next_order() RETURNS bigint
    LANGUAGE sql
    AS $$SELECT COALESCE(max(id), 0) + 1 FROM orders$$;

RESET check_function_bodies;

CREATE FUNCTION public.tax_of(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 4$$;

CREATE FUNCTION public.is_sane(bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$SELECT tax_of($1) < limit_of_tax()$$;

CREATE TABLE public.orders (
  id bigint DEFAULT public.next_order() NOT NULL,
  total bigint NOT NULL,
  tax bigint GENERATED ALWAYS AS (public.tax_of(total)) STORED,
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_total_check CHECK (public.is_sane(total))
);

CREATE FUNCTION public.note_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$DECLARE last orders%ROWTYPE; BEGIN RETURN NULL; END$$;

CREATE INDEX orders_tax_idx ON public.orders (public.tax_of(total));

CREATE VIEW public.taxes AS
SELECT orders.id,
    public.tax_of(orders.total) AS tax
   FROM public.orders;

CREATE FUNCTION public.newest(public.orders) RETURNS SETOF public.taxes
    LANGUAGE sql
    AS $$SELECT * FROM taxes$$;

CREATE TRIGGER audit
    AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF total, tax ON public.orders
    FOR EACH STATEMENT
    EXECUTE FUNCTION public.note_change();

COMMIT;

