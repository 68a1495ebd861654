-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
TRUNCATE TABLE public.carts RESTART IDENTITY;
-- squawk: require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
TRUNCATE TABLE shop.orders RESTART IDENTITY; -- expect: LR104
COMMIT;
