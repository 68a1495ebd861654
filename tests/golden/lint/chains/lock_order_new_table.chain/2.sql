BEGIN;
CREATE TABLE c (id bigint PRIMARY KEY);
ALTER TABLE c ADD COLUMN n int;
-- squawk: require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
ALTER TABLE a ADD COLUMN m int;
COMMIT;
