BEGIN;
-- lockstep:allow LR236 release 41 made sure
ALTER TABLE orders DISABLE TRIGGER audit;
COMMIT;
BEGIN;
ALTER TABLE orders DISABLE TRIGGER audit; -- expect: LR236
COMMIT;
