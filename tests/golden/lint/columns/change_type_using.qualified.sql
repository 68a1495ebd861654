-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ALTER COLUMN note TYPE jsonb USING note::jsonb;
-- squawk: require-lock-timeout require-statement-timeout changing-column-type: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ALTER COLUMN note TYPE jsonb USING note::jsonb; -- expect: LR206
COMMIT;
