BEGIN;
-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD COLUMN code text UNIQUE;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN code text UNIQUE; -- expect: LR213
COMMIT;
