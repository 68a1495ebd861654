ALTER TABLE t ALTER COLUMN code TYPE varchar(20);
-- squawk: changing-column-type: from the type that the column has, the catalog alone changes
-- squawk: prefer-text-field: the column has a limit already
