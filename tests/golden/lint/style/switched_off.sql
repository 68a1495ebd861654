-- levels: json-type=off
CREATE TABLE t (id bigint PRIMARY KEY, a json);
