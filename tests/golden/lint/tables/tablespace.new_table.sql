-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts SET TABLESPACE fast;
-- squawk: require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
