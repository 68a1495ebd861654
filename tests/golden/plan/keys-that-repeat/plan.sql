+ table public.orders (with 6 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders
--              add_key public.orders.also_id
--              add_key public.orders.same_ticket
--              comment public.orders.same_ticket
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT same_ticket ON public.orders IS NULL;
--   ALTER TABLE public.orders DROP CONSTRAINT same_ticket;
--   ALTER TABLE public.orders DROP CONSTRAINT also_id;
--   DROP TABLE public.orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders (
  id bigint NOT NULL,
  ticket bigint,
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT one_ticket UNIQUE (ticket)
);

ALTER TABLE public.orders ADD CONSTRAINT also_id UNIQUE (id);

ALTER TABLE public.orders ADD CONSTRAINT same_ticket UNIQUE (ticket);

COMMENT ON CONSTRAINT same_ticket ON public.orders IS 'once more';

COMMIT;

