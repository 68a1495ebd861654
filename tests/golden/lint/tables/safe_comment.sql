COMMENT ON TABLE orders IS 'all of them';
