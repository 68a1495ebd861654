-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ALTER COLUMN amount DROP NOT NULL;
-- squawk: require-lock-timeout require-statement-timeout ban-drop-not-null: the file itself makes the table: nobody uses it yet
