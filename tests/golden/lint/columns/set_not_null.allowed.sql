BEGIN;
-- lockstep:allow LR205 release 41 made sure
ALTER TABLE orders ALTER COLUMN amount SET NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE orders ALTER COLUMN amount SET NOT NULL; -- expect: LR205
COMMIT;
