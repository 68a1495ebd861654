-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE public.carts ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =);
ALTER TABLE shop.orders ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =); -- expect: LR214
