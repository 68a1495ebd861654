ALTER TABLE t VALIDATE CONSTRAINT n_there;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
