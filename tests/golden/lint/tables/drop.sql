DROP TABLE orders; -- expect: LR101
