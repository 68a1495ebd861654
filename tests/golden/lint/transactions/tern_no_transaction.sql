---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY i ON orders (a);
---- create above / drop below ----
DROP TABLE orders;
