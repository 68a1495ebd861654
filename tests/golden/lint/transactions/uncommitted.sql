BEGIN;
ALTER TABLE orders ADD COLUMN a int; -- expect: LR507
