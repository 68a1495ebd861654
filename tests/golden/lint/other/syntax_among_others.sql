SELECT 1;
SELEC 2; -- expect: LR001
DROP TABLE a; -- expect: LR101
