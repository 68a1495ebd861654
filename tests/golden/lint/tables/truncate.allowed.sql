-- lockstep:allow LR104 release 41 made sure
TRUNCATE orders;
TRUNCATE orders; -- expect: LR104
