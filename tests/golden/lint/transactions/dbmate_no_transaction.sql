-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
-- migrate:down
DROP TABLE orders;
