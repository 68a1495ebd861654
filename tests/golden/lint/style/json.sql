CREATE TABLE t (id bigint PRIMARY KEY, a json, b jsonb); -- expect: LR606
