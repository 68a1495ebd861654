-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD COLUMN code text UNIQUE;
-- squawk: require-lock-timeout require-statement-timeout disallowed-unique-constraint: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD COLUMN code text UNIQUE; -- expect: LR213
COMMIT;
