-- lockstep:allow LR223 release 41 made sure
REINDEX TABLE orders;
REINDEX TABLE orders; -- expect: LR223
