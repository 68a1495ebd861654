ALTER TABLE orders DISABLE TRIGGER audit; -- expect: LR236
