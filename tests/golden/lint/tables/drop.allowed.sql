BEGIN;
-- lockstep:allow LR101 release 41 made sure
DROP TABLE orders;
COMMIT;
BEGIN;
DROP TABLE orders; -- expect: LR101
COMMIT;
