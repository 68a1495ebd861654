ALTER TABLE orders VALIDATE CONSTRAINT c;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
