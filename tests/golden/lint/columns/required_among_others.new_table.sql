-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD COLUMN a text, ADD COLUMN b text NOT NULL;
-- squawk: require-lock-timeout require-statement-timeout adding-required-field: the file itself makes the table: nobody uses it yet
