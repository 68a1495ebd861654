DROP VIEW IF EXISTS planned;
ALTER TABLE people RENAME COLUMN city TO full_city;
