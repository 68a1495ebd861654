-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
CREATE INDEX t_note_idx ON public.carts (note) WHERE amount > 0;
CREATE INDEX t_note_idx ON shop.orders (note) WHERE amount > 0; -- expect: LR221
