BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders (note) WHERE amount > 0;
COMMIT;
BEGIN;
CREATE INDEX t_note_idx ON orders (note) WHERE amount > 0; -- expect: LR221
COMMIT;
