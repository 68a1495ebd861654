CREATE TABLE carts (id bigint PRIMARY KEY, code varchar(10));
CREATE INDEX carts_code_idx ON carts (code);
