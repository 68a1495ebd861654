BEGIN;
-- lockstep:allow LR102 release 41 made sure
ALTER TABLE orders DROP COLUMN note;
COMMIT;
BEGIN;
ALTER TABLE orders DROP COLUMN note; -- expect: LR102
COMMIT;
