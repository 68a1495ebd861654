-- levels: no-lock-timeout=warning
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ADD COLUMN a int;
-- squawk: require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
