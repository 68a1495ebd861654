-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
-- migrate:down
DROP TABLE orders;
-- squawk: ban-drop-table: the way back of dbmate, which nobody runs on the way there
-- squawk: prefer-robust-stmts require-table-schema: the way back of dbmate, which nobody runs on the way there
