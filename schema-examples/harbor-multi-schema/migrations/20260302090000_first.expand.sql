-- lockstep migration, format 1
--
-- version      20260302090000
-- name         first
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_schema identity
--              comment identity
--              create_schema sales
--              comment sales
--              create_schema warehouse
--              comment warehouse
--              create_enum sales.order_status
--              create_table identity.people
--              comment identity.people
--              create_table sales.orders
--              create_table sales.products
--              create_table warehouse.shelves
--              create_table warehouse.stock
--              comment warehouse.stock
--              add_foreign_key_on_new_table sales.orders.orders_person_id_fkey
--              add_foreign_key_on_new_table sales.orders.orders_product_id_fkey
--              add_foreign_key_on_new_table warehouse.stock.stock_counted_by_fkey
--              add_foreign_key_on_new_table warehouse.stock.stock_product_id_fkey
--              add_foreign_key_on_new_table warehouse.stock.stock_shelf_code_fkey
--              create_index identity.people.people_email_key
--              create_index sales.orders.orders_person_id_idx
--              create_view sales.to_pack
--              comment sales.to_pack
-- rights       LS501 needs_privilege: create_schema identity, create_schema sales, create_schema warehouse
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON VIEW sales.to_pack IS NULL;
--   DROP VIEW sales.to_pack;
--   DROP INDEX sales.orders_person_id_idx;
--   DROP INDEX identity.people_email_key;
--   ALTER TABLE warehouse.stock DROP CONSTRAINT stock_shelf_code_fkey;
--   ALTER TABLE warehouse.stock DROP CONSTRAINT stock_product_id_fkey;
--   ALTER TABLE warehouse.stock DROP CONSTRAINT stock_counted_by_fkey;
--   ALTER TABLE sales.orders DROP CONSTRAINT orders_product_id_fkey;
--   ALTER TABLE sales.orders DROP CONSTRAINT orders_person_id_fkey;
--   COMMENT ON TABLE warehouse.stock IS NULL;
--   DROP TABLE warehouse.stock;
--   DROP TABLE warehouse.shelves;
--   DROP TABLE sales.products;
--   DROP TABLE sales.orders;
--   COMMENT ON TABLE identity.people IS NULL;
--   DROP TABLE identity.people;
--   DROP TYPE sales.order_status;
--   COMMENT ON SCHEMA warehouse IS NULL;
--   DROP SCHEMA warehouse;
--   COMMENT ON SCHEMA sales IS NULL;
--   DROP SCHEMA sales;
--   COMMENT ON SCHEMA identity IS NULL;
--   DROP SCHEMA identity;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SCHEMA identity;

COMMENT ON SCHEMA identity IS 'People and how they sign in';

CREATE SCHEMA sales;

COMMENT ON SCHEMA sales IS 'The shop';

CREATE SCHEMA warehouse;

COMMENT ON SCHEMA warehouse IS 'Shelves and stock';

CREATE TYPE sales.order_status AS ENUM ('pending', 'shipped', 'cancelled');

CREATE TABLE identity.people (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  email text NOT NULL,
  full_name text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE identity.people IS 'One row per person, staff and customers alike';

CREATE TABLE sales.orders (
  id bigint GENERATED ALWAYS AS IDENTITY,
  person_id uuid NOT NULL,
  product_id bigint NOT NULL,
  pieces integer DEFAULT 1 NOT NULL,
  status sales.order_status DEFAULT 'pending'::sales.order_status NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_pieces_check CHECK (pieces > 0)
);

CREATE TABLE sales.products (
  id bigint GENERATED ALWAYS AS IDENTITY,
  title text NOT NULL,
  price_cents bigint NOT NULL,
  CONSTRAINT products_pkey PRIMARY KEY (id),
  CONSTRAINT products_price_cents_check CHECK (price_cents >= 0)
);

CREATE TABLE warehouse.shelves (
  code text NOT NULL,
  aisle integer NOT NULL,
  CONSTRAINT shelves_pkey PRIMARY KEY (code),
  CONSTRAINT shelves_aisle_check CHECK (aisle > 0)
);

CREATE TABLE warehouse.stock (
  product_id bigint NOT NULL,
  shelf_code text NOT NULL,
  pieces integer DEFAULT 0 NOT NULL,
  counted_by uuid,
  CONSTRAINT stock_pkey PRIMARY KEY (product_id, shelf_code),
  CONSTRAINT stock_pieces_check CHECK (pieces >= 0)
);

COMMENT ON TABLE warehouse.stock IS 'How many pieces of a product lie on a shelf';

ALTER TABLE sales.orders ADD CONSTRAINT orders_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.people(id);

ALTER TABLE sales.orders ADD CONSTRAINT orders_product_id_fkey FOREIGN KEY (product_id) REFERENCES sales.products(id);

ALTER TABLE warehouse.stock ADD CONSTRAINT stock_counted_by_fkey FOREIGN KEY (counted_by) REFERENCES identity.people(id) ON DELETE SET NULL;

ALTER TABLE warehouse.stock ADD CONSTRAINT stock_product_id_fkey FOREIGN KEY (product_id) REFERENCES sales.products(id);

ALTER TABLE warehouse.stock ADD CONSTRAINT stock_shelf_code_fkey FOREIGN KEY (shelf_code) REFERENCES warehouse.shelves(code);

CREATE UNIQUE INDEX people_email_key ON identity.people (lower(email));

CREATE INDEX orders_person_id_idx ON sales.orders (person_id);

CREATE VIEW sales.to_pack AS
SELECT o.id,
    p.full_name,
    t.title,
    o.pieces,
    s.shelf_code
   FROM (((sales.orders o
     JOIN identity.people p ON ((p.id = o.person_id)))
     JOIN sales.products t ON ((t.id = o.product_id)))
     JOIN warehouse.stock s ON (((s.product_id = o.product_id) AND (s.pieces >= o.pieces))))
  WHERE (o.status = 'pending'::sales.order_status);

COMMENT ON VIEW sales.to_pack IS 'What is ordered, for whom, and the shelf where it lies';

COMMIT;
