VACUUM FULL orders; -- expect: LR232
