DROP DATABASE shop; -- expect: LR103
