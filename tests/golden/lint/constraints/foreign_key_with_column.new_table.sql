-- Nobody uses a table that the file itself makes.
CREATE TABLE carts (id bigint PRIMARY KEY, amount bigint, note text);
ALTER TABLE carts ADD COLUMN buyer bigint REFERENCES buyers (id);
-- squawk: adding-foreign-key-constraint: the file itself makes the table: nobody uses it yet
