ALTER TABLE orders ADD COLUMN a text, ADD COLUMN b text NOT NULL; -- expect: LR204
