\set ON_ERROR_STOP on
ALTER TABLE visits ADD CONSTRAINT visits_note_check CHECK (note <> ';--') NOT VALID;
ALTER TABLE visits VALIDATE CONSTRAINT visits_note_check;

