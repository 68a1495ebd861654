-- levels: no-lock-timeout=warning
CREATE TABLE t (id bigint PRIMARY KEY);
ALTER TABLE t ADD COLUMN a int;
