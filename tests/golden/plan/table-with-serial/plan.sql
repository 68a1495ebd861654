+ sequence public.orders_id_seq
+ table public.orders (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_sequence public.orders_id_seq
--              create_table public.orders
--              sequence_owned_by public.orders_id_seq
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.orders_id_seq OWNED BY NONE;
--   DROP TABLE public.orders;
--   DROP SEQUENCE public.orders_id_seq;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SEQUENCE public.orders_id_seq;

CREATE TABLE public.orders (
  id bigint DEFAULT nextval('public.orders_id_seq'::regclass) NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;

COMMIT;

