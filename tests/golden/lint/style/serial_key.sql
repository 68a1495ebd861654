CREATE TABLE t (id serial PRIMARY KEY); -- expect: LR601 LR605
