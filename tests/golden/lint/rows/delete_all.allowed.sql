-- lockstep:allow LR106 release 41 made sure
DELETE FROM orders;
DELETE FROM orders; -- expect: LR106
