-- Revert
BEGIN;
DROP TABLE people; DROP TYPE visit_state;
COMMIT;
