ALTER TABLE orders ADD CHECK (amount > 0), ADD UNIQUE (note); -- expect: LR212 LR213
