REINDEX INDEX CONCURRENTLY i;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
