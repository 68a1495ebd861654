ALTER TABEL orders ADD COLUMN a int; -- expect: LR001
SELECT 1;
