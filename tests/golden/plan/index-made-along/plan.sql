+ table public.orders (with 5 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders
--              create_index public.orders.orders_note_idx
--              comment public.orders.orders_note_idx
--              create_index public.orders.orders_total_idx
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.orders_total_idx;
--   COMMENT ON INDEX public.orders_note_idx IS NULL;
--   DROP INDEX public.orders_note_idx;
--   DROP TABLE public.orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders (
  id bigint,
  note text,
  total integer
);

CREATE UNIQUE INDEX orders_note_idx ON public.orders (note) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE (total > 0);

COMMENT ON INDEX public.orders_note_idx IS 'for search';

CREATE INDEX orders_total_idx ON public.orders USING hash (total);

COMMIT;

