ALTER TABLE orders ADD COLUMN buyer bigint REFERENCES buyers (id); -- expect: LR211
