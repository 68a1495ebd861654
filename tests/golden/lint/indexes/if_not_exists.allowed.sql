-- lockstep:allow LR221 release 41 made sure
CREATE INDEX IF NOT EXISTS t_note_idx ON orders (note);
CREATE INDEX IF NOT EXISTS t_note_idx ON orders (note); -- expect: LR221
