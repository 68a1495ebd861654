-- lockstep:allow LR203 release 41 made sure
ALTER TABLE orders ADD COLUMN num bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE orders ADD COLUMN num bigint GENERATED ALWAYS AS IDENTITY; -- expect: LR203
