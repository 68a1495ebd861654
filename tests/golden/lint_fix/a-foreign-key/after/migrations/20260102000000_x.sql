BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER TABLE o ADD CONSTRAINT o_p FOREIGN KEY (n) REFERENCES p (id) NOT VALID;
COMMIT;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT o_p;
