CREATE INDEX CONCURRENTLY ON orders (note); -- expect: LR225
