-- lockstep:allow LR108 release 41 made sure
INSERT INTO orders (amount) VALUES (1), (2);
INSERT INTO orders (amount) VALUES (1), (2); -- expect: LR108
