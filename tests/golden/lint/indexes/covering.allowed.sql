-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders (note) INCLUDE (amount);
CREATE INDEX t_note_idx ON orders (note) INCLUDE (amount); -- expect: LR221
