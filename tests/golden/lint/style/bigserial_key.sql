CREATE TABLE t (id bigserial PRIMARY KEY); -- expect: LR605
