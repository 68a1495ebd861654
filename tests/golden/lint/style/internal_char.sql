CREATE TABLE t (id bigint PRIMARY KEY, a "char");
-- squawk: ban-char-field: "char" is one byte, and never padded
