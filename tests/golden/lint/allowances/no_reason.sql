-- lockstep:allow drop-table -- expect: LR002
DROP TABLE a; -- expect: LR101
