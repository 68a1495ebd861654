-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ALTER COLUMN amount DROP NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE shop.orders ALTER COLUMN amount DROP NOT NULL; -- expect: LR309
COMMIT;
