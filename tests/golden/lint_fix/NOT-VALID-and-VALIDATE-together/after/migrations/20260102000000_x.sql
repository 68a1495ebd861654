BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE o ADD CONSTRAINT c CHECK (n > 0) NOT VALID;
COMMIT;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT c;
