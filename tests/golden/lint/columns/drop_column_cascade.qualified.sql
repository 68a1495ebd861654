-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts DROP COLUMN note CASCADE;
-- squawk: require-lock-timeout require-statement-timeout ban-drop-column: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders DROP COLUMN note CASCADE; -- expect: LR102 LR105
COMMIT;
