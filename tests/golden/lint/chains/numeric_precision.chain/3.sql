ALTER TABLE t ALTER COLUMN price TYPE numeric(12, 4); -- expect: LR206
