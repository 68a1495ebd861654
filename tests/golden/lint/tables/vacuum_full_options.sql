VACUUM (FULL, ANALYZE) orders; -- expect: LR232
