-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD UNIQUE (note, amount);
-- squawk: require-lock-timeout require-statement-timeout constraint-missing-not-valid disallowed-unique-constraint: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD UNIQUE (note, amount); -- expect: LR213
COMMIT;
