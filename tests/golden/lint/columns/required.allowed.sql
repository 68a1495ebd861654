BEGIN;
-- lockstep:allow LR204 release 41 made sure
ALTER TABLE orders ADD COLUMN state text NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN state text NOT NULL; -- expect: LR204
COMMIT;
