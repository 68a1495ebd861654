ALTER TABLE orders SET LOGGED; -- expect: LR231
