-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE IF EXISTS carts DROP COLUMN IF EXISTS note;
-- squawk: require-lock-timeout require-statement-timeout ban-drop-column: the file itself makes the table: nobody uses it yet
