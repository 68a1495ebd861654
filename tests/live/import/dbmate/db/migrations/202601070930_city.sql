-- by hand

-- migrate:up
ALTER TABLE people ADD COLUMN city text;
UPDATE people SET city = 'unknown; for now' WHERE city IS NULL;
ALTER TABLE people ALTER COLUMN city SET NOT NULL;

-- migrate:down
ALTER TABLE people DROP COLUMN city;
