ALTER TABLE orders ADD UNIQUE (note, amount); -- expect: LR213
