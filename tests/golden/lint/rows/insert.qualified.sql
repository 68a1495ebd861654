-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
INSERT INTO public.carts (amount) VALUES (1), (2);
COMMIT;
BEGIN;
INSERT INTO shop.orders (amount) VALUES (1), (2); -- expect: LR108
COMMIT;
