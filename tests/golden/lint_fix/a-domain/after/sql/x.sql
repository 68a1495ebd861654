BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;
COMMIT;

-- Values that are there are checked apart, while everybody reads and writes.
BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER DOMAIN d VALIDATE CONSTRAINT c;
COMMIT;
