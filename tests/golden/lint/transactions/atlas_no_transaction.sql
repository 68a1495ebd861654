-- atlas:txmode none

CREATE INDEX CONCURRENTLY i ON orders (a);
CREATE INDEX CONCURRENTLY j ON orders (b);
