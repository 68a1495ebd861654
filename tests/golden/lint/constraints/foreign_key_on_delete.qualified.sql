-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE;
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE; -- expect: LR211
COMMIT;
