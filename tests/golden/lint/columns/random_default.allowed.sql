-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN sample float8 DEFAULT random();
ALTER TABLE orders ADD COLUMN sample float8 DEFAULT random(); -- expect: LR201
