-- Revert
BEGIN;
DROP VIEW planned;
COMMIT;
