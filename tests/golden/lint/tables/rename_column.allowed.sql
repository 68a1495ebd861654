BEGIN;
-- lockstep:allow LR301 release 41 made sure
ALTER TABLE orders RENAME COLUMN note TO remark;
COMMIT;
BEGIN;
ALTER TABLE orders RENAME COLUMN note TO remark; -- expect: LR301
COMMIT;
