-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD COLUMN code text UNIQUE;
ALTER TABLE orders ADD COLUMN code text UNIQUE; -- expect: LR213
