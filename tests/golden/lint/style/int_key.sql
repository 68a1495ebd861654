CREATE TABLE t (id integer PRIMARY KEY); -- expect: LR601
