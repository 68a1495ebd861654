-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
-- +goose Down
DROP INDEX i;
-- squawk: require-concurrent-index-deletion prefer-robust-stmts: the way back of goose, which nobody runs on the way there
