CREATE TABLE t_new (id bigint PRIMARY KEY, n int);
CREATE INDEX t_new_n_idx ON t_new (n);
-- squawk: require-concurrent-index-creation require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
ALTER TABLE t_new ADD CHECK (n > 0);
-- squawk: constraint-missing-not-valid: the file itself makes the table: nobody uses it yet
INSERT INTO t_new SELECT id FROM t;
