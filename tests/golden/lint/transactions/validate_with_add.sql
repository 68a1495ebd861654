BEGIN;
ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT c; -- expect: LR215 LR504
-- squawk: constraint-missing-not-valid: LR215 tells of it: it is no missing NOT VALID
COMMIT;
