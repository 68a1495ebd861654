ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
