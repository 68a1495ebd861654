BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN tag text DEFAULT make_tag();
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN tag text DEFAULT make_tag(); -- expect: LR201
COMMIT;
