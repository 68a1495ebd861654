ALTER TABLE orders SET (fillfactor = 90);
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
