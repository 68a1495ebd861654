COMMENT ON TABLE orders IS 'all of them';
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
