CREATE INDEX o_n ON o (n);
---- create above / drop below ----
DROP INDEX o_n;
