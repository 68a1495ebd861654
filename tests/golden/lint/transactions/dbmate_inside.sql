-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- migrate:down
DROP INDEX i;
