DROP TABLE IF EXISTS orders; -- expect: LR101
