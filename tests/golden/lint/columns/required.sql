ALTER TABLE orders ADD COLUMN state text NOT NULL; -- expect: LR204
