-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD CONSTRAINT note_key UNIQUE (note);
ALTER TABLE orders ADD CONSTRAINT note_key UNIQUE (note); -- expect: LR213
