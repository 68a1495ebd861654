-- levels: no-lock-timeout=warning
CREATE INDEX CONCURRENTLY i ON orders (a);
