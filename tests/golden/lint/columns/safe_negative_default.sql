ALTER TABLE orders ADD COLUMN delta int DEFAULT -1;
-- squawk: adding-field-with-default: a constant: the default stands in the catalog, and no row is written
