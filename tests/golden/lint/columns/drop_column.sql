ALTER TABLE orders DROP COLUMN note; -- expect: LR102
