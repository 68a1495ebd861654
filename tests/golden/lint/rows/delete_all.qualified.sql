-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
DELETE FROM public.carts;
COMMIT;
BEGIN;
DELETE FROM shop.orders; -- expect: LR106
COMMIT;
