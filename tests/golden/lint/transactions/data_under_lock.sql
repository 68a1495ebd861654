BEGIN;
ALTER TABLE orders ADD COLUMN a int;
UPDATE orders SET a = 1 WHERE id < 100; -- expect: LR505
COMMIT;
