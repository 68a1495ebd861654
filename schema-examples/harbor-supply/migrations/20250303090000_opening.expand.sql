-- lockstep migration, format 1
--
-- version      20250303090000
-- name         opening
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_enum public.order_status
--              create_table public.customers
--              comment public.customers
--              create_table public.order_lines
--              comment public.order_lines
--              create_table public.orders
--              comment public.orders
--              create_table public.products
--              comment public.products
--              add_foreign_key_on_new_table public.order_lines.order_lines_order_id_fkey
--              add_foreign_key_on_new_table public.orders.orders_customer_id_fkey
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
--   ALTER TABLE public.order_lines DROP CONSTRAINT order_lines_order_id_fkey;
--   COMMENT ON TABLE public.products IS NULL;
--   DROP TABLE public.products;
--   COMMENT ON TABLE public.orders IS NULL;
--   DROP TABLE public.orders;
--   COMMENT ON TABLE public.order_lines IS NULL;
--   DROP TABLE public.order_lines;
--   COMMENT ON TABLE public.customers IS NULL;
--   DROP TABLE public.customers;
--   DROP TYPE public.order_status;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.order_status AS ENUM ('pending', 'shipped', 'cancelled');

CREATE TABLE public.customers (
  id bigint GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL,
  full_name text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (id),
  CONSTRAINT customers_email_key UNIQUE (email)
);

COMMENT ON TABLE public.customers IS 'One row per customer';

CREATE TABLE public.order_lines (
  order_id bigint NOT NULL,
  line_no integer NOT NULL,
  product_id bigint NOT NULL,
  quantity integer DEFAULT 1 NOT NULL,
  CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line_no)
);

COMMENT ON TABLE public.order_lines IS 'What was ordered, line by line';

CREATE TABLE public.orders (
  id bigint GENERATED ALWAYS AS IDENTITY,
  customer_id bigint NOT NULL,
  status public.order_status DEFAULT 'pending'::public.order_status NOT NULL,
  total double precision,
  note text,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE public.orders IS 'One row per checkout';

CREATE TABLE public.products (
  id bigint GENERATED ALWAYS AS IDENTITY,
  sku text NOT NULL,
  title text NOT NULL,
  price_cents bigint NOT NULL,
  CONSTRAINT products_pkey PRIMARY KEY (id),
  CONSTRAINT products_price_cents_check CHECK (price_cents >= 0)
);

COMMENT ON TABLE public.products IS 'What the shop sells';

ALTER TABLE public.order_lines ADD CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;

ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);

COMMIT;
