-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ALTER COLUMN amount SET NOT NULL;
-- squawk: require-lock-timeout require-statement-timeout adding-not-nullable-field: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ALTER COLUMN amount SET NOT NULL; -- expect: LR205
COMMIT;
