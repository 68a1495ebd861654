CREATE TABLE t (id smallserial PRIMARY KEY); -- expect: LR601 LR605
