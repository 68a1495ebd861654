-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD COLUMN size int CHECK (size > 0);
-- squawk: require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
