SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY i ON orders (a);
-- squawk: require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
