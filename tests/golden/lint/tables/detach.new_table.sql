-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts DETACH PARTITION p1;
-- squawk: require-concurrent-partition-detach: the file itself makes the table: nobody uses it yet
