SET lock_timeout = '1s';
BEGIN;
ALTER TABLE o ADD COLUMN m int,
  ADD CONSTRAINT o_n_check CHECK (n > 0) NOT VALID,
  ADD CONSTRAINT o_n_not_null CHECK (n IS NOT NULL) NOT VALID;
COMMIT;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT o_n_check;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT o_n_not_null;

-- The check proves it, so no row is read; then it is of no more use.
BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER TABLE o ALTER COLUMN n SET NOT NULL;
ALTER TABLE o DROP CONSTRAINT o_n_not_null;
COMMIT;
