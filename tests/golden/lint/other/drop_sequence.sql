DROP SEQUENCE s; -- expect: LR304
