ALTER TABLE orders RENAME TO gone; -- expect: LR302
