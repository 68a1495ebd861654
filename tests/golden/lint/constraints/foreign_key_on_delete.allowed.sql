-- lockstep:allow LR211 release 41 made sure
ALTER TABLE orders ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE;
ALTER TABLE orders ADD FOREIGN KEY (amount) REFERENCES buyers ON DELETE CASCADE; -- expect: LR211
