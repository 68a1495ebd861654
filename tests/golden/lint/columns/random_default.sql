ALTER TABLE orders ADD COLUMN sample float8 DEFAULT random(); -- expect: LR201
