CREATE TABLE t (a text); -- expect: LR611
