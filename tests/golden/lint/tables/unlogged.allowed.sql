BEGIN;
-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET UNLOGGED;
COMMIT;
BEGIN;
ALTER TABLE orders SET UNLOGGED; -- expect: LR231
COMMIT;
