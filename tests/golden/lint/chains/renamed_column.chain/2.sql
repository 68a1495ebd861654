ALTER TABLE t RENAME COLUMN code TO label; -- expect: LR301
