-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD COLUMN tag text DEFAULT make_tag();
-- squawk: require-lock-timeout require-statement-timeout adding-field-with-default: the file itself makes the table: nobody uses it yet
