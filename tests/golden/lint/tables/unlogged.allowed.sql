-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET UNLOGGED;
ALTER TABLE orders SET UNLOGGED; -- expect: LR231
