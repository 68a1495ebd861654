CREATE TABLE t (id bigint PRIMARY KEY, a character); -- expect: LR603
