CREATE INDEX o_n ON o (n);
