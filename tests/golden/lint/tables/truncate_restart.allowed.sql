-- lockstep:allow LR104 release 41 made sure
TRUNCATE TABLE orders RESTART IDENTITY;
TRUNCATE TABLE orders RESTART IDENTITY; -- expect: LR104
