ALTER TABLE orders ADD COLUMN code text UNIQUE; -- expect: LR213
