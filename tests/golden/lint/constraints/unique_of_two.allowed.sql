BEGIN;
-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD UNIQUE (note, amount);
COMMIT;
BEGIN;
ALTER TABLE orders ADD UNIQUE (note, amount); -- expect: LR213
COMMIT;
