DROP TABLE a, b; -- expect: LR101
