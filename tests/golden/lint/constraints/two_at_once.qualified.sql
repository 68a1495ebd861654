-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD CHECK (amount > 0), ADD UNIQUE (note);
-- squawk: require-lock-timeout require-statement-timeout constraint-missing-not-valid disallowed-unique-constraint: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD CHECK (amount > 0), ADD UNIQUE (note); -- expect: LR212 LR213
COMMIT;
