--liquibase formatted sql
--changeset a:1
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
