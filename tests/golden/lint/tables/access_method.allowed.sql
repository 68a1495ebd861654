BEGIN;
-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET ACCESS METHOD heap2;
COMMIT;
BEGIN;
ALTER TABLE orders SET ACCESS METHOD heap2; -- expect: LR231
COMMIT;
