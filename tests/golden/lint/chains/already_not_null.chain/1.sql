CREATE TABLE t (id bigint PRIMARY KEY, n int NOT NULL);
