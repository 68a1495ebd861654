BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE INDEX IF NOT EXISTS t_note_idx ON orders (note);
COMMIT;
BEGIN;
CREATE INDEX IF NOT EXISTS t_note_idx ON orders (note); -- expect: LR221
COMMIT;
