-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
DROP TABLE IF EXISTS public.carts;
-- squawk: ban-drop-table require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
DROP TABLE IF EXISTS shop.orders; -- expect: LR101
COMMIT;
