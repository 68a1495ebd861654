-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD CHECK (amount > 0);
-- squawk: require-lock-timeout require-statement-timeout constraint-missing-not-valid: the file itself makes the table: nobody uses it yet
