ALTER TABLE orders ADD COLUMN a int;
ALTER TABLE buyers ADD COLUMN b int; -- expect: LR503
