-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
UPDATE public.carts SET note = upper(note);
UPDATE shop.orders SET note = upper(note); -- expect: LR107
