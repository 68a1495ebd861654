CREATE TABLE t (id bigint PRIMARY KEY, a money); -- expect: LR607
