-- levels: no-schema=error
CREATE TABLE t (id bigint PRIMARY KEY); -- expect: LR610
CREATE TABLE shop.t (id bigint PRIMARY KEY);
CREATE TEMP TABLE u (id bigint PRIMARY KEY);
