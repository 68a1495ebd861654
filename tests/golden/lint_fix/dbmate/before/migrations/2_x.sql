-- migrate:up
CREATE INDEX o_n ON o (n);

-- migrate:down
DROP INDEX o_n;
