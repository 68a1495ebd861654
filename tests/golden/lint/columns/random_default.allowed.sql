BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN sample float8 DEFAULT random();
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN sample float8 DEFAULT random(); -- expect: LR201
COMMIT;
