-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY o_n ON o (n);

-- migrate:down
DROP INDEX o_n;
