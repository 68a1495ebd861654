BEGIN;
-- lockstep:allow LR106 release 41 made sure
DELETE FROM orders;
COMMIT;
BEGIN;
DELETE FROM orders; -- expect: LR106
COMMIT;
