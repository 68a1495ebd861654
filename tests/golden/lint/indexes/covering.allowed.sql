BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders (note) INCLUDE (amount);
COMMIT;
BEGIN;
CREATE INDEX t_note_idx ON orders (note) INCLUDE (amount); -- expect: LR221
COMMIT;
