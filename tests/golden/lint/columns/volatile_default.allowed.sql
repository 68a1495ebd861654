BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid(); -- expect: LR201
COMMIT;
