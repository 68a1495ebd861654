BEGIN;
-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD CONSTRAINT note_key UNIQUE (note);
COMMIT;
BEGIN;
ALTER TABLE orders ADD CONSTRAINT note_key UNIQUE (note); -- expect: LR213
COMMIT;
