BEGIN;
-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET LOGGED;
COMMIT;
BEGIN;
ALTER TABLE orders SET LOGGED; -- expect: LR231
COMMIT;
