BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE UNIQUE INDEX t_note_idx ON orders (note);
COMMIT;
BEGIN;
CREATE UNIQUE INDEX t_note_idx ON orders (note); -- expect: LR221
COMMIT;
