DROP INDEX CONCURRENTLY IF EXISTS i;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
