-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts RENAME note TO remark;
COMMIT;
BEGIN;
ALTER TABLE shop.orders RENAME note TO remark; -- expect: LR301
COMMIT;
