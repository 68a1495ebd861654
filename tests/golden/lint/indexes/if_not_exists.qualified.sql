-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
CREATE INDEX IF NOT EXISTS t_note_idx ON public.carts (note);
-- squawk: require-concurrent-index-creation require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
CREATE INDEX IF NOT EXISTS t_note_idx ON shop.orders (note); -- expect: LR221
COMMIT;
