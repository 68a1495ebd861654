BEGIN;
-- lockstep:allow LR213 release 41 made sure
ALTER TABLE orders ADD PRIMARY KEY (amount);
COMMIT;
BEGIN;
ALTER TABLE orders ADD PRIMARY KEY (amount); -- expect: LR213
COMMIT;
