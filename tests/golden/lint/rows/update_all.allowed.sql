BEGIN;
-- lockstep:allow LR107 release 41 made sure
UPDATE orders SET amount = 0;
COMMIT;
BEGIN;
UPDATE orders SET amount = 0; -- expect: LR107
COMMIT;
