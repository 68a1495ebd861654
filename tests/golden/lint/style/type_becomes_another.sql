-- What is told of a new column is told of one that gets the type later, where the size is not all that changes.
CREATE TABLE t (id bigint PRIMARY KEY, code text, made timestamptz, kept varchar(5)); -- expect: LR602
ALTER TABLE t ALTER COLUMN code TYPE varchar(20); -- expect: LR602
-- squawk: changing-column-type require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
ALTER TABLE t ALTER COLUMN made TYPE timestamp; -- expect: LR604
-- squawk: changing-column-type: the file itself makes the table: nobody uses it yet
ALTER TABLE t ALTER COLUMN kept TYPE varchar(9);
-- squawk: changing-column-type: the file itself makes the table: nobody uses it yet
-- squawk: prefer-text-field: the column has a limit already
ALTER TABLE orders ALTER COLUMN data TYPE json; -- expect: LR206 LR606
