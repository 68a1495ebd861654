BEGIN;
-- lockstep:allow LR206 release 41 made sure
ALTER TABLE orders ALTER COLUMN amount TYPE numeric;
COMMIT;
BEGIN;
ALTER TABLE orders ALTER COLUMN amount TYPE numeric; -- expect: LR206
COMMIT;
