BEGIN;
-- lockstep:allow LR233 release 41 made sure
ALTER TABLE orders DETACH PARTITION p1;
COMMIT;
BEGIN;
ALTER TABLE orders DETACH PARTITION p1; -- expect: LR233
COMMIT;
