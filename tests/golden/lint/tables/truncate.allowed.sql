BEGIN;
-- lockstep:allow LR104 release 41 made sure
TRUNCATE orders;
COMMIT;
BEGIN;
TRUNCATE orders; -- expect: LR104
COMMIT;
