-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD COLUMN buyer bigint REFERENCES buyers (id);
-- squawk: adding-foreign-key-constraint: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD COLUMN buyer bigint REFERENCES buyers (id); -- expect: LR211
COMMIT;
