-- atlas:txmode none

CREATE INDEX CONCURRENTLY o_n ON o (n);
