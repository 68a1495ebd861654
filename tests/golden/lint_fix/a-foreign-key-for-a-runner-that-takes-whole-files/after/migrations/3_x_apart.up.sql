-- lockstep migration, format 1
--
-- version      3
-- name         x_apart
-- transaction  file: all statements commit together or not at all
-- if it dies   Nothing was applied. Mend the cause, then: migrate force to the version before, and migrate up.
-- to go back   nothing to undo

BEGIN;
SET LOCAL lock_timeout = 0;
SET LOCAL statement_timeout = 0;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE o VALIDATE CONSTRAINT o_p;

COMMIT;
