ALTER TABLE t ALTER COLUMN label TYPE text;
-- squawk: changing-column-type: from the type that the column has, the catalog alone changes
