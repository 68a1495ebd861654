-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts DROP COLUMN note;
COMMIT;
BEGIN;
ALTER TABLE shop.orders DROP COLUMN note; -- expect: LR102
COMMIT;
