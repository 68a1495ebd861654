BEGIN;
-- lockstep:allow LR202 release 41 made sure
ALTER TABLE orders ADD COLUMN total bigint GENERATED ALWAYS AS (amount * 2) STORED;
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN total bigint GENERATED ALWAYS AS (amount * 2) STORED; -- expect: LR202
COMMIT;
