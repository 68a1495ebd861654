-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
REINDEX TABLE public.carts;
-- squawk: require-lock-timeout require-statement-timeout require-concurrent-reindex: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
REINDEX TABLE shop.orders; -- expect: LR223
COMMIT;
