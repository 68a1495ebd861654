-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts DETACH PARTITION p1;
-- squawk: require-concurrent-partition-detach: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders DETACH PARTITION p1; -- expect: LR233
COMMIT;
