BEGIN;
ALTER TYPE mood ADD VALUE 'fine';
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
COMMIT;
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'fine';
-- squawk: prefer-robust-stmts: it can be run again as it is
