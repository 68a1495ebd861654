BEGIN;
-- lockstep:allow LR204 release 41 made sure
ALTER TABLE orders ADD COLUMN a text, ADD COLUMN b text NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN a text, ADD COLUMN b text NOT NULL; -- expect: LR204
COMMIT;
