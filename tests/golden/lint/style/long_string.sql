COMMENT ON TABLE orders IS 'a text that goes on and on and on until nobody remembers how it once began, years ago';
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
