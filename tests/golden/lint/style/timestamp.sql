CREATE TABLE t (id bigint PRIMARY KEY, a timestamp(3)); -- expect: LR604
