-- public.carts and carts are one table, shop.orders is another.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, amount bigint, note text);
BEGIN;
ALTER TABLE public.carts ADD CONSTRAINT positive CHECK (amount > 0);
-- squawk: require-lock-timeout require-statement-timeout constraint-missing-not-valid: the file itself makes the table: nobody uses it yet
COMMIT;
BEGIN;
ALTER TABLE shop.orders ADD CONSTRAINT positive CHECK (amount > 0); -- expect: LR212
COMMIT;
