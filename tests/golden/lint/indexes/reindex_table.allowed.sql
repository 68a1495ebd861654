BEGIN;
-- lockstep:allow LR223 release 41 made sure
REINDEX TABLE orders;
COMMIT;
BEGIN;
REINDEX TABLE orders; -- expect: LR223
COMMIT;
