-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders (note) WHERE amount > 0;
CREATE INDEX t_note_idx ON orders (note) WHERE amount > 0; -- expect: LR221
