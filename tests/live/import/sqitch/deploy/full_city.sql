-- Deploy clinic:full_city to pg

BEGIN;

ALTER TABLE people RENAME COLUMN city TO full_city;

COMMIT;
