BEGIN;
-- lockstep:allow LR212 release 41 made sure
ALTER TABLE orders ADD COLUMN size int CHECK (size > 0);
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN size int CHECK (size > 0); -- expect: LR212
COMMIT;
