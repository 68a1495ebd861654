-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET LOGGED;
ALTER TABLE orders SET LOGGED; -- expect: LR231
