BEGIN;
-- lockstep:allow LR309 release 41 made sure
ALTER TABLE orders ALTER COLUMN amount DROP NOT NULL;
COMMIT;
BEGIN;
ALTER TABLE orders ALTER COLUMN amount DROP NOT NULL; -- expect: LR309
COMMIT;
