BEGIN;
-- lockstep:allow LR108 release 41 made sure
INSERT INTO orders (amount) VALUES (1), (2);
COMMIT;
BEGIN;
INSERT INTO orders (amount) VALUES (1), (2); -- expect: LR108
COMMIT;
