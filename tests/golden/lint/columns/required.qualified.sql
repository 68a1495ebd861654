-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD COLUMN state text NOT NULL;
-- squawk: require-lock-timeout require-statement-timeout adding-required-field: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD COLUMN state text NOT NULL; -- expect: LR204
COMMIT;
