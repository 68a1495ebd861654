-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
UPDATE public.carts SET note = upper(note);
COMMIT;
BEGIN;
UPDATE shop.orders SET note = upper(note); -- expect: LR107
COMMIT;
