BEGIN;
-- lockstep:allow LR212,LR213 release 41 made sure
ALTER TABLE orders ADD CHECK (amount > 0), ADD UNIQUE (note);
COMMIT;
BEGIN;
ALTER TABLE orders ADD CHECK (amount > 0), ADD UNIQUE (note); -- expect: LR212 LR213
COMMIT;
