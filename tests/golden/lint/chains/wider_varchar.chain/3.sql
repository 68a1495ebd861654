ALTER TABLE t ALTER COLUMN code TYPE varchar(15); -- expect: LR206
