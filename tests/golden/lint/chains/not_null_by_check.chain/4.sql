ALTER TABLE t ALTER COLUMN n SET NOT NULL;
-- squawk: adding-not-nullable-field: the column is NOT NULL already
