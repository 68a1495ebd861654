LOCK orders; -- expect: LR235
