-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE;
-- squawk: constraint-missing-not-valid adding-foreign-key-constraint: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE; -- expect: LR211
COMMIT;
