CREATE TABLE t (id bigint PRIMARY KEY, a timestamp with time zone);
