-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts RENAME TO gone;
-- squawk: require-lock-timeout require-statement-timeout renaming-table: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders RENAME TO gone; -- expect: LR302
COMMIT;
