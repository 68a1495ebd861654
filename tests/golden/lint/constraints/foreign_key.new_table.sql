-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD CONSTRAINT buyer_fkey FOREIGN KEY (amount) REFERENCES buyers (id);
-- squawk: constraint-missing-not-valid adding-foreign-key-constraint: the file itself makes the table: nobody uses it yet
