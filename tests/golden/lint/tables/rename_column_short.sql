ALTER TABLE orders RENAME note TO remark; -- expect: LR301
