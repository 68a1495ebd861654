-- migrate:up
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
-- migrate:down
DROP INDEX i;
-- squawk: require-concurrent-index-deletion: the way back of dbmate, which nobody runs on the way there
-- squawk: prefer-robust-stmts: the way back of dbmate, which nobody runs on the way there
