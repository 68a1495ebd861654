BEGIN;
-- lockstep:allow LR302 release 41 made sure
ALTER TABLE orders RENAME TO gone;
COMMIT;
BEGIN;
ALTER TABLE orders RENAME TO gone; -- expect: LR302
COMMIT;
