BEGIN;
-- lockstep:allow LR306 release 41 made sure
ALTER TABLE orders SET SCHEMA archive;
COMMIT;
BEGIN;
ALTER TABLE orders SET SCHEMA archive; -- expect: LR306
COMMIT;
