BEGIN;
ALTER TYPE mood ADD VALUE 'fine';
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'ok';
COMMIT;
