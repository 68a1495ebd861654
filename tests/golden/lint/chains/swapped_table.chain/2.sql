CREATE TABLE t_new (id bigint PRIMARY KEY, n int);
CREATE INDEX t_new_n_idx ON t_new (n);
ALTER TABLE t_new ADD CHECK (n > 0);
INSERT INTO t_new SELECT id FROM t;
