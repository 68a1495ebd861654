BEGIN;
-- lockstep:allow LR211 release 41 made sure
ALTER TABLE orders ADD CONSTRAINT buyer_fkey FOREIGN KEY (amount) REFERENCES buyers (id);
COMMIT;
BEGIN;
ALTER TABLE orders ADD CONSTRAINT buyer_fkey FOREIGN KEY (amount) REFERENCES buyers (id); -- expect: LR211
COMMIT;
