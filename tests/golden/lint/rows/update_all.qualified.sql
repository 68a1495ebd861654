-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
UPDATE public.carts SET amount = 0;
COMMIT;
BEGIN;
UPDATE shop.orders SET amount = 0; -- expect: LR107
COMMIT;
