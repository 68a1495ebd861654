-- Revert
BEGIN;
ALTER TABLE visits DROP CONSTRAINT visits_note_check;
COMMIT;
