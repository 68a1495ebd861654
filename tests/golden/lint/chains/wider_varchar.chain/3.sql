ALTER TABLE t ALTER COLUMN code TYPE varchar(15); -- expect: LR206
-- squawk: prefer-text-field: the column has a limit already
