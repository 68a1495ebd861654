BEGIN;
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- squawk: prefer-robust-stmts: PostgreSQL refuses it here, so that nothing of the file is done
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
COMMIT;
