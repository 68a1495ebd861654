-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ALTER COLUMN amount SET NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE shop.orders ALTER COLUMN amount SET NOT NULL; -- expect: LR205
COMMIT;
