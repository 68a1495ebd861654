-- lockstep:allow LR101 release 41 made sure
DROP TABLE orders;
DROP TABLE orders; -- expect: LR101
