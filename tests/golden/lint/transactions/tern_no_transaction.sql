---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY i ON orders (a);
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
---- create above / drop below ----
DROP TABLE orders;
-- squawk: ban-drop-table prefer-robust-stmts require-table-schema: the way back of tern, which nobody runs on the way there
