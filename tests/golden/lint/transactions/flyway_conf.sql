SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY i ON orders (a);
