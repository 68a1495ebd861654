ALTER TABLE orders RENAME COLUMN note TO remark; -- expect: LR301
