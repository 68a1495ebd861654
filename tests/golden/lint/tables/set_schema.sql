ALTER TABLE orders SET SCHEMA archive; -- expect: LR306
