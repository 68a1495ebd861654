BEGIN;
-- lockstep:allow LR221 release 41 made sure
CREATE INDEX t_note_idx ON orders USING gin (to_tsvector('simple', note));
COMMIT;
BEGIN;
CREATE INDEX t_note_idx ON orders USING gin (to_tsvector('simple', note)); -- expect: LR221
COMMIT;
