-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ALTER COLUMN note TYPE jsonb USING note::jsonb;
-- squawk: require-lock-timeout require-statement-timeout changing-column-type: the file itself makes the table: nobody uses it yet
