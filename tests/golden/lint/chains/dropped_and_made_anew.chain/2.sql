DROP TABLE t; -- expect: LR101
CREATE TABLE t (id bigint PRIMARY KEY, n int);
CREATE INDEX t_n_idx ON t (n);
-- squawk: require-concurrent-index-creation: the file itself makes the table: nobody uses it yet
