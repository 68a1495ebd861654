ALTER TABLE t ALTER COLUMN code TYPE text;
-- squawk: changing-column-type: from the type that the column has, the catalog alone changes
