-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
REINDEX TABLE carts;
-- squawk: require-lock-timeout require-statement-timeout require-concurrent-reindex: the file itself makes the table: nobody uses it yet
