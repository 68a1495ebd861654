\set ON_ERROR_STOP on
\timing on
BEGIN;
ALTER TABLE people ADD COLUMN city text;
UPDATE people SET city = 'unknown; for now' WHERE city IS NULL;
ALTER TABLE people ALTER COLUMN city SET NOT NULL;
COMMIT;
