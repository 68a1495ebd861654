CREATE TABLE t (id bigint PRIMARY KEY, a char(2)); -- expect: LR603
