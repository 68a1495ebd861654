ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =); -- expect: LR214
