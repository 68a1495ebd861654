BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp(); -- expect: LR201
COMMIT;
