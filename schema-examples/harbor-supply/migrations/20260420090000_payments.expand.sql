-- lockstep migration, format 1
--
-- version      20260420090000
-- name         payments
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_enum public.payment_method
--              create_table public.payments
--              comment public.payments
--              create_index public.payments.payments_order_id_idx
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.payments_order_id_idx;
--   COMMENT ON TABLE public.payments IS NULL;
--   DROP TABLE public.payments;
--   DROP TYPE public.payment_method;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.payment_method AS ENUM ('card', 'invoice');

CREATE TABLE public.payments (
  id bigint GENERATED ALWAYS AS IDENTITY,
  order_id bigint NOT NULL,
  method public.payment_method NOT NULL,
  amount_cents bigint NOT NULL,
  paid_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT payments_pkey PRIMARY KEY (id),
  CONSTRAINT payments_amount_cents_check CHECK (amount_cents > 0)
);

COMMENT ON TABLE public.payments IS 'Money that came in';

CREATE INDEX payments_order_id_idx ON public.payments (order_id);

COMMIT;
