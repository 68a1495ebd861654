-- Revert
BEGIN;
DROP TABLE visits;
COMMIT;
