BEGIN;
-- squawk: ban-uncommitted-transaction: told where the file ends
ALTER TABLE orders ADD COLUMN a int; -- expect: LR507
