-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD CONSTRAINT note_key UNIQUE (note);
-- squawk: require-lock-timeout require-statement-timeout constraint-missing-not-valid disallowed-unique-constraint: the file itself makes the table: nobody uses it yet
