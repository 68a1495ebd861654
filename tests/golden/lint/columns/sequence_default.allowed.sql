BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN num bigint DEFAULT nextval('numbers');
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN num bigint DEFAULT nextval('numbers'); -- expect: LR201
COMMIT;
