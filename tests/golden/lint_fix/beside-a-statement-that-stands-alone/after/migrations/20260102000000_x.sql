SET lock_timeout = '1s';
DROP INDEX CONCURRENTLY o_m;
ALTER TABLE o ADD CONSTRAINT o_n_check CHECK (n > 0) NOT VALID;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT o_n_check;
