BEGIN;
-- lockstep:allow LR101 release 41 made sure
DROP TABLE IF EXISTS orders;
COMMIT;
BEGIN;
DROP TABLE IF EXISTS orders; -- expect: LR101
COMMIT;
