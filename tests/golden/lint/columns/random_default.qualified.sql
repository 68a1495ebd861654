-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD COLUMN sample float8 DEFAULT random();
-- squawk: require-lock-timeout require-statement-timeout adding-field-with-default: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD COLUMN sample float8 DEFAULT random(); -- expect: LR201
COMMIT;
