DROP INDEX CONCURRENTLY i;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
