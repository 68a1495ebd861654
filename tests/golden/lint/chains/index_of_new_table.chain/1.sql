CREATE TABLE t (id bigint PRIMARY KEY, n int);
CREATE INDEX t_n_idx ON t (n);
-- squawk: require-concurrent-index-creation require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
DROP INDEX t_n_idx;
-- squawk: require-concurrent-index-deletion: the file itself makes the table: nobody uses it yet
