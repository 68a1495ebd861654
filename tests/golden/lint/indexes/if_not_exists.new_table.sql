-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
CREATE INDEX IF NOT EXISTS t_note_idx ON carts (note);
-- squawk: require-concurrent-index-creation require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
