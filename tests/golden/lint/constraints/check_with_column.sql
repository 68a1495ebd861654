ALTER TABLE orders ADD COLUMN size int CHECK (size > 0); -- expect: LR212
