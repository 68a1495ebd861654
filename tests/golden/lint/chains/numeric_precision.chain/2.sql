ALTER TABLE t ALTER COLUMN price TYPE numeric(12, 2);
-- squawk: changing-column-type: from the type that the column has, the catalog alone changes
