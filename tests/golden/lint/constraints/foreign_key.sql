ALTER TABLE orders ADD CONSTRAINT buyer_fkey FOREIGN KEY (amount) REFERENCES buyers (id); -- expect: LR211
