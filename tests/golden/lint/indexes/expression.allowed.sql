BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders (lower(note));
COMMIT;
BEGIN;
CREATE INDEX t_note_idx ON orders (lower(note)); -- expect: LR221
COMMIT;
