ALTER TABLE orders ADD CHECK (amount > 0); -- expect: LR212
