ALTER TABLE people RENAME COLUMN full_city TO city;
