-- lockstep:allow LR306 release 41 made sure
ALTER TABLE orders SET SCHEMA archive;
ALTER TABLE orders SET SCHEMA archive; -- expect: LR306
